package dev.vigie.errors.sentry;

import dev.vigie.errors.ErrorCounts;
import dev.vigie.errors.ErrorOutcome;
import io.sentry.DataCategory;
import io.sentry.SentryOptions.OnDiscardCallback;
import io.sentry.clientreport.DiscardReason;
import org.jspecify.annotations.Nullable;

/**
 * Listens to what the SDK says it discards. Before the transport that is the whole story and is counted here. On the
 * way out it is only the reason, told on the thread that learns the result right afterwards, and
 * {@link WatchedTransport} asks for it there.
 */
final class Discards implements OnDiscardCallback {

    private final ErrorCounts counts;
    private final @Nullable OnDiscardCallback application;

    @SuppressWarnings("ThreadLocalUsage") // one for each SDK
    private final ThreadLocal<@Nullable ErrorOutcome> reason = new ThreadLocal<>();

    /**
     * A listener in front of another.
     *
     * @param application the application's, or null
     */
    Discards(ErrorCounts counts, @Nullable OnDiscardCallback application) {
        this.counts = counts;
        this.application = application;
    }

    @Override
    public void execute(DiscardReason why, DataCategory category, Long number) {
        boolean isError = category == DataCategory.Error;
        switch (why) {
            case SEND_ERROR -> reason.set(ErrorOutcome.REJECTED);
            case NETWORK_ERROR -> reason.set(ErrorOutcome.UNREACHABLE);
            case QUEUE_OVERFLOW -> setIf(isError, ErrorOutcome.QUEUE_OVERFLOW);
            case RATELIMIT_BACKOFF -> setIf(isError, ErrorOutcome.RATE_LIMITED);
            case SAMPLE_RATE -> countIf(isError, ErrorOutcome.SAMPLED, number);
            case BEFORE_SEND -> countIf(isError, ErrorOutcome.BEFORE_SEND, number);
            case EVENT_PROCESSOR -> countIf(isError && !OwnDrops.isOurs(), ErrorOutcome.EVENT_PROCESSOR, number);
            default -> {
                // Not about errors, or not a loss.
            }
        }
        if (application != null) {
            application.execute(why, category, number);
        }
    }

    /** Sentry has just asked for less, in its answer to what this thread sent. */
    void limited() {
        reason.set(ErrorOutcome.RATE_LIMITED);
    }

    /** Why the last thing this thread sent was not taken, or null when nobody said; forgotten afterwards. */
    @Nullable
    ErrorOutcome takeReason() {
        ErrorOutcome taken = reason.get();
        reason.remove();
        return taken;
    }

    private void setIf(boolean isError, ErrorOutcome outcome) {
        if (isError) {
            reason.set(outcome);
        }
    }

    private void countIf(boolean isOne, ErrorOutcome outcome, Long number) {
        if (isOne) {
            counts.count(outcome, number);
        }
    }
}
