package dev.vigie.errors.sentry;

import dev.vigie.errors.ErrorCounts;
import io.sentry.EventProcessor;
import io.sentry.Hint;
import io.sentry.SentryEvent;
import io.sentry.protocol.SentryId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets each error through once, whoever captures it: us, a logger, the application by hand, or the container's last log
 * line. Every event of the SDK passes here.
 */
final class OneErrorOneEvent implements EventProcessor {

    /** Under this key the hint of an event that was not let through holds the id of the one that was. */
    static final String EARLIER = "vigie:earlier";

    private final ReportedErrors reported;
    private final ErrorCounts counts;

    OneErrorOneEvent(ReportedErrors reported, ErrorCounts counts) {
        this.reported = reported;
        this.counts = counts;
    }

    @Override
    public @Nullable SentryEvent process(SentryEvent event, Hint hint) {
        if (isLineOfAnEvent(event)) {
            counts.countSuppressed();
            return null;
        }
        Throwable error = event.getThrowable();
        SentryId id = event.getEventId();
        if (error != null && id != null) {
            Object owner = hint.get(RequestEvents.OWNER);
            SentryId earlier = reported.eventOf(error, owner);
            if (earlier != null) {
                hint.set(EARLIER, earlier);
                counts.countSuppressed();
                return null;
            }
            reported.remember(error, id, owner);
        }
        counts.countCaptured();
        return event;
    }

    /** A log line that carries the id of an event tells of that one; it is no event of its own. */
    private static boolean isLineOfAnEvent(SentryEvent event) {
        return event.getContexts().get("MDC") instanceof Map<?, ?> fields && fields.containsKey("eventId");
    }
}
