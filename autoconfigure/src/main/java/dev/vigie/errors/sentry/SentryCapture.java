package dev.vigie.errors.sentry;

import dev.vigie.errors.ErrorCounts;
import dev.vigie.errors.ErrorOutcome;
import dev.vigie.errors.RequestScopes.Failure;
import io.sentry.Hint;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.SentryLevel;
import io.sentry.exception.ExceptionMechanismException;
import io.sentry.protocol.Mechanism;
import io.sentry.protocol.Message;
import io.sentry.protocol.SentryId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Captures an exception once, and knows its event id afterwards. Never throws. */
final class SentryCapture {

    private static final Logger log = LoggerFactory.getLogger(SentryCapture.class);

    private final ReportedErrors reported;
    private final ErrorCounts counts;

    SentryCapture(ReportedErrors reported, ErrorCounts counts) {
        this.reported = reported;
        this.counts = counts;
    }

    /** One error line was no event of its own. */
    void suppressed() {
        counts.count(ErrorOutcome.OUTCOME, 1);
    }

    /** One error line of a request was one too many. */
    void tooMany() {
        counts.count(ErrorOutcome.QUOTA, 1);
    }

    /** From now on nobody but {@link #outcome} makes an event of this error. */
    void expect(Throwable error, Object owner) {
        if (reported.eventOf(error, owner) == null) {
            reported.remember(error, ReportedErrors.EXPECTED, owner);
        }
    }

    /**
     * Captures in the current scope.
     *
     * @param handled whether somebody answered the error
     * @return the event id, also when another captured it before; null when nothing was sent
     */
    @Nullable
    String exception(Throwable error, boolean handled, Map<String, ?> extra) {
        return guarded(error, new Failure(handled, extra, Map.of()), new Hint());
    }

    /** Captures what a request failed with, now that its outcome is known. */
    @Nullable
    String outcome(Throwable error, Failure failure) {
        Hint hint = new Hint();
        hint.set(OneErrorOneEvent.OUTCOME, true);
        return guarded(error, failure, hint);
    }

    private @Nullable String guarded(Throwable error, Failure failure, Hint hint) {
        if (!Sentry.isEnabled()) {
            return null;
        }
        try {
            return send(error, failure, hint);
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
    String message(String message, SentryLevel level, Map<String, ?> extra) {
        return sent(eventOf(message, level, extra));
    }

    /**
     * Captures that a request was answered with a server error nobody has seen an exception of.
     *
     * @param transaction method and route; with the status it is what such events are grouped by
     */
    @Nullable
    String status(int status, String transaction, Failure failure) {
        if (!Sentry.isEnabled()) {
            return null;
        }
        SentryEvent event = eventOf(transaction + " answered " + status, SentryLevel.ERROR, failure.extra());
        event.setFingerprints(List.of("vigie-status", transaction, Integer.toString(status)));
        return sent(event);
    }

    private static SentryEvent eventOf(String text, SentryLevel level, Map<String, ?> extra) {
        SentryEvent event = new SentryEvent();
        Message message = new Message();
        message.setFormatted(text);
        event.setMessage(message);
        event.setLevel(level);
        extra.forEach(event::setExtra);
        return event;
    }

    /** As it is told: null for the SDK's way to say that nothing was sent. */
    static @Nullable String idOf(SentryId id) {
        return id.equals(SentryId.EMPTY_ID) || id.equals(ReportedErrors.EXPECTED) ? null : id.toString();
    }

    private @Nullable String send(Throwable error, Failure failure, Hint hint) {
        SentryEvent event = eventOf(error, failure, hint);
        event.setLevel(SentryLevel.ERROR);
        failure.extra().forEach(event::setExtra);
        failure.tags().forEach(event::setTag);
        SentryId sent = Sentry.captureEvent(event, hint);
        if (!sent.equals(SentryId.EMPTY_ID) || hint.get(Passage.HINT) != null) {
            return told(sent, hint);
        }
        if (hint.get(OneErrorOneEvent.EARLIER) instanceof SentryId earlier) {
            return idOf(earlier);
        }
        // Dropped before it came to us: what is logged of it later is not sent either.
        reported.remember(error, SentryId.EMPTY_ID, hint.get(RequestEvents.OWNER));
        return null;
    }

    private static @Nullable String sent(SentryEvent event) {
        Hint hint = new Hint();
        return told(Sentry.captureEvent(event, hint), hint);
    }

    /** Not an id of an event that was sampled away, dropped by the application or had no room in the queue. */
    private static @Nullable String told(SentryId sent, Hint hint) {
        return idOf(hint.get(Passage.HINT) instanceof Passage passage ? passage.told() : sent);
    }

    static SentryEvent eventOf(Throwable error, Failure failure, Hint hint) {
        Mechanism mechanism = new Mechanism();
        mechanism.setType("vigie");
        mechanism.setHandled(failure.handled());
        if (ErrorShape.isPlain(error)) {
            return new SentryEvent(new ExceptionMechanismException(mechanism, error, Thread.currentThread()));
        }
        hint.set(OneErrorOneEvent.ERROR, error);
        SentryEvent event = new SentryEvent();
        event.setExceptions(ErrorShape.exceptionsOf(
                error, mechanism, Sentry.getCurrentScopes().getOptions()));
        return event;
    }
}
