package dev.vigie.errors.sentry;

import dev.vigie.errors.ErrorCounts;
import dev.vigie.errors.ErrorOutcome;
import dev.vigie.errors.ReportRules;
import io.sentry.EventProcessor;
import io.sentry.Hint;
import io.sentry.SentryEvent;
import io.sentry.protocol.Message;
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

    /** Under this key the hint holds the exception of an event that cannot carry it itself. */
    static final String ERROR = "vigie:error";

    /** Under this key the hint says that the outcome the error was waiting for is known. */
    static final String OUTCOME = "vigie:outcome";

    private final ReportedErrors reported;
    private final ReportRules rules;
    private final ErrorQuota quota;
    private final ErrorCounts counts;

    OneErrorOneEvent(ReportedErrors reported, ReportRules rules, ErrorQuota quota, ErrorCounts counts) {
        this.reported = reported;
        this.rules = rules;
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
        Throwable error = hint.get(ERROR) instanceof Throwable apart ? apart : event.getThrowable();
        Object owner = hint.get(RequestEvents.OWNER);
        if (error != null && rules.isExcluded(error)) {
            hint.set(EARLIER, SentryId.EMPTY_ID);
            return suppress(ErrorOutcome.EXCLUDED);
        }
        Passage passage = new Passage(idOf(event));
        boolean outcomeIsKnown = hint.get(OUTCOME) != null;
        SentryId earlier = error == null ? null : reported.claim(error, passage, owner, outcomeIsKnown);
        if (earlier != null) {
            hint.set(EARLIER, earlier);
            HeldLine.became(Passage.over(earlier));
            return suppress(ErrorOutcome.DUPLICATE);
        }
        long refusedBefore = quota.admit(Fingerprint.of(event));
        if (refusedBefore == ErrorQuota.REFUSED) {
            hint.set(EARLIER, SentryId.EMPTY_ID);
            HeldLine.became(Passage.over(SentryId.EMPTY_ID));
            return suppress(ErrorOutcome.QUOTA);
        }
        if (refusedBefore > 0) {
            event.setExtra("suppressed_before", refusedBefore);
        }
        hint.set(Passage.HINT, passage);
        HeldLine.became(passage);
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

    /** Our own line of an error that carries the id of its event is no event of its own. */
    private static boolean isLineOfAnEvent(SentryEvent event) {
        Message message = event.getMessage();
        return message != null
                && "unhandled_exception".equals(message.getFormatted())
                && event.getContexts().get("MDC") instanceof Map<?, ?> fields
                && fields.containsKey("eventId");
    }
}
