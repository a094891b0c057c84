package dev.vigie.errors.sentry;

import dev.vigie.errors.ErrorCounts;
import io.sentry.EventProcessor;
import io.sentry.Hint;
import io.sentry.SentryEvent;
import io.sentry.protocol.SentryId;
import org.jspecify.annotations.Nullable;

/**
 * Lets each error through once, whoever captures it: us, a logger, the application by hand, or the container's last log
 * line. Every event of the SDK passes here.
 */
final class OneErrorOneEvent implements EventProcessor {

    private final ReportedErrors reported;
    private final ErrorCounts counts;

    OneErrorOneEvent(ReportedErrors reported, ErrorCounts counts) {
        this.reported = reported;
        this.counts = counts;
    }

    @Override
    public @Nullable SentryEvent process(SentryEvent event, Hint hint) {
        Throwable error = event.getThrowable();
        SentryId id = event.getEventId();
        if (error != null && id != null) {
            SentryId earlier = reported.eventOf(error);
            if (earlier != null && !earlier.equals(id)) {
                counts.countSuppressed();
                return null;
            }
            reported.remember(error, id);
        }
        counts.countCaptured();
        return event;
    }
}
