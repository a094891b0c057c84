package dev.vigie.errors.sentry;

import io.sentry.Hint;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.SentryLevel;
import io.sentry.exception.ExceptionMechanismException;
import io.sentry.protocol.Mechanism;
import io.sentry.protocol.SentryId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Captures an exception once, and knows its event id afterwards. */
final class SentryCapture {

    private static final Logger log = LoggerFactory.getLogger(SentryCapture.class);

    private final ReportedErrors reported;

    SentryCapture(ReportedErrors reported) {
        this.reported = reported;
    }

    /**
     * Captures in the current scope. Never throws.
     *
     * @param handled whether somebody answered the error
     * @return the event id, also when another captured it before; null when nothing was sent
     */
    @Nullable
    String exception(Throwable error, boolean handled, Map<String, ?> extra) {
        if (!Sentry.isEnabled()) {
            return null;
        }
        try {
            SentryId earlier = reported.eventOf(error);
            return earlier != null ? earlier.toString() : send(error, handled, extra);
        } catch (RuntimeException | StackOverflowError | LinkageError sdkTrouble) {
            log.warn("Sentry could not take an error: {}", sdkTrouble.getClass().getName());
            return null;
        }
    }

    private @Nullable String send(Throwable error, boolean handled, Map<String, ?> extra) {
        Mechanism mechanism = new Mechanism();
        mechanism.setType("vigie");
        mechanism.setHandled(handled);
        SentryEvent event = new SentryEvent(new ExceptionMechanismException(mechanism, error, Thread.currentThread()));
        event.setLevel(SentryLevel.ERROR);
        extra.forEach(event::setExtra);
        SentryId intended = event.getEventId();
        SentryId sent = Sentry.captureEvent(event, new Hint());
        if (!sent.equals(SentryId.EMPTY_ID)) {
            return sent.toString();
        }
        if (intended != null) {
            reported.forget(error, intended);
        }
        return null;
    }
}
