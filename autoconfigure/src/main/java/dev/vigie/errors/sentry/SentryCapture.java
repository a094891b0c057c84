package dev.vigie.errors.sentry;

import io.sentry.Hint;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.SentryLevel;
import io.sentry.exception.ExceptionMechanismException;
import io.sentry.protocol.Mechanism;
import io.sentry.protocol.Message;
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
            return send(error, handled, extra);
        } catch (RuntimeException | StackOverflowError | LinkageError sdkTrouble) {
            log.warn("Sentry could not take an error: {}", sdkTrouble.getClass().getName());
            return null;
        }
    }

    /**
     * Captures a message in the current scope.
     *
     * @return the event id, or null when nothing was sent
     */
    @Nullable
    String message(String message, SentryLevel level) {
        SentryId sent = Sentry.captureMessage(message, level);
        return sent.equals(SentryId.EMPTY_ID) ? null : sent.toString();
    }

    private @Nullable String send(Throwable error, boolean handled, Map<String, ?> extra) {
        SentryEvent event = eventOf(error, handled);
        event.setLevel(SentryLevel.ERROR);
        extra.forEach(event::setExtra);
        Hint hint = new Hint();
        SentryId sent = Sentry.captureEvent(event, hint);
        if (!sent.equals(SentryId.EMPTY_ID)) {
            return sent.toString();
        }
        if (hint.get(OneErrorOneEvent.EARLIER) instanceof SentryId earlier) {
            return earlier.equals(SentryId.EMPTY_ID) ? null : earlier.toString();
        }
        // Sampled away, or dropped by the application's beforeSend: what is logged of it later is not sent either.
        reported.remember(error, SentryId.EMPTY_ID, hint.get(RequestEvents.OWNER));
        return null;
    }

    static SentryEvent eventOf(Throwable error, boolean handled) {
        if (isCircle(error)) {
            // The SDK looks for the root cause of what it is given, and would look for ever.
            SentryEvent event = new SentryEvent();
            Message message = new Message();
            message.setFormatted(error.getClass().getName() + " (its causes form a circle)");
            event.setMessage(message);
            return event;
        }
        Mechanism mechanism = new Mechanism();
        mechanism.setType("vigie");
        mechanism.setHandled(handled);
        return new SentryEvent(new ExceptionMechanismException(mechanism, error, Thread.currentThread()));
    }

    /** By the tortoise and the hare. */
    private static boolean isCircle(Throwable error) {
        Throwable slow = error;
        Throwable fast = error;
        while (fast != null && fast.getCause() != null) {
            slow = slow.getCause();
            fast = fast.getCause().getCause();
            if (slow == null || fast == null) {
                return false;
            }
            if (isSame(slow, fast)) {
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings("ReferenceEquality") // the same exception, not an equal one
    private static boolean isSame(Throwable one, Throwable other) {
        return one == other;
    }
}
