package dev.vigie.feature;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells a feature beside errors what becomes of error events on their way to the tracker. Never waits. */
@FunctionalInterface
public interface ErrorDelivery {

    Facts read();

    /**
     * What became of them since the start.
     *
     * @param lastSuccess when the tracker last took something, or null
     * @param lastFailure when it last did not, or null
     * @param queued events handed over of which nothing is known yet
     * @param sent events the tracker took
     * @param suppressed errors that our rules make no event of: one already, told by the outcome of a request, of a
     *     class that is left out, or too many of their kind
     * @param dropped events that were lost, or that the application itself drops, by reason; only reasons that occurred
     */
    record Facts(
            @Nullable Instant lastSuccess,
            @Nullable Failure lastFailure,
            long queued,
            long sent,
            long suppressed,
            Map<String, Long> dropped) {

        public Facts {
            dropped = Map.copyOf(dropped);
        }
    }

    /**
     * One failure to deliver.
     *
     * @param kind {@code unreachable}, {@code no_answer}, {@code rejected} or {@code rate_limited}
     * @param at when
     */
    record Failure(String kind, Instant at) {}
}
