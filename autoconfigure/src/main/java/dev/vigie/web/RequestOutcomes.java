package dev.vigie.web;

import dev.vigie.metrics.RequestStatistics;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of requests that are over, whether they failed or not.
 *
 * @param counts how many ended in an error or were slow
 * @param access a line for each
 * @param statistics how long they took; null when nobody wants to know
 */
record RequestOutcomes(RequestCounts counts, AccessLines access, @Nullable RequestStatistics statistics) {

    /**
     * Counts a request that is over, once. One whose client went away has no outcome, and one for an endpoint is no
     * work of the application: a probe that hears 503 every few seconds is no burst of errors.
     *
     * @param forOperators whether it was for an endpoint
     */
    void count(WatchedRequest watched, EndedRequest ended, boolean forOperators) {
        if (forOperators || ended.status() == WatchedRequest.CLIENT_CLOSED_REQUEST) {
            return;
        }
        counts.count(ended.status(), ended.durationNanos());
        if (statistics != null) {
            statistics.add(watched.transaction(), ended.durationNanos(), ended.status() >= 500);
        }
    }
}
