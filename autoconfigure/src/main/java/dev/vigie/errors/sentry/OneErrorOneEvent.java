package dev.vigie.errors.sentry;

import dev.vigie.errors.ErrorCounts;
import dev.vigie.errors.ErrorOutcome;
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
    private final ErrorQuota quota;
    private final ErrorCounts counts;

    OneErrorOneEvent(ReportedErrors reported, ErrorQuota quota, ErrorCounts counts) {
        this.reported = reported;
        this.quota = quota;
        this.counts = counts;
    }

    @Override
    public @Nullable SentryEvent process(SentryEvent event, Hint hint) {
        if (event.getContexts().getFeedback() != null) {
            return event;
        }
        if (isLineOfAnEvent(event)) {
            return suppress(ErrorOutcome.DUPLICATE);
        }
        Throwable error = event.getThrowable();
        Object owner = hint.get(RequestEvents.OWNER);
        SentryId earlier = error == null ? null : reported.eventOf(error, owner);
        if (earlier != null) {
            hint.set(EARLIER, earlier);
            return suppress(ErrorOutcome.DUPLICATE);
        }
        Passage passage = new Passage(idOf(event));
        if (error != null) {
            reported.remember(error, passage, owner);
        }
        long refusedBefore = quota.admit(Fingerprint.of(event));
        if (refusedBefore == ErrorQuota.REFUSED) {
            hint.set(EARLIER, SentryId.EMPTY_ID);
            return suppress(ErrorOutcome.QUOTA);
        }
        if (refusedBefore > 0) {
            event.setExtra("suppressed_before", refusedBefore);
        }
        hint.set(Passage.HINT, passage);
        return event;
    }

    private @Nullable SentryEvent suppress(ErrorOutcome why) {
        counts.count(why, 1);
        OwnDrops.announce();
        return null;
    }

    private static SentryId idOf(SentryEvent event) {
        SentryId id = event.getEventId();
        return id == null ? SentryId.EMPTY_ID : id;
    }

    /** A log line that carries the id of an event tells of that one; it is no event of its own. */
    private static boolean isLineOfAnEvent(SentryEvent event) {
        return event.getContexts().get("MDC") instanceof Map<?, ?> fields && fields.containsKey("eventId");
    }
}
