package dev.vigie.metrics;

import java.time.Duration;

/**
 * What requests were like in a window of time. Durations are those of whole requests; percentiles are accurate to 2 %,
 * everything else is exact.
 *
 * @param covered the time it speaks of: less than the window before the application has run that long
 * @param requests how many ended
 * @param failed how many of them were answered with a server error
 * @param average zero when there were none, as are all durations
 * @param max the longest
 * @param apdex from 0, everybody waits, to 1, nobody does; 1 when there were none. Requests that failed count as
 *     waiting ones (Apdex Technical Specification 1.1)
 */
public record RequestSummary(
        Duration covered,
        long requests,
        long failed,
        Duration average,
        Duration p50,
        Duration p95,
        Duration p99,
        Duration max,
        double apdex) {

    /** Requests per second. */
    public double rate() {
        return covered.isZero() ? 0 : requests / (covered.toNanos() / 1e9);
    }

    /** The share that failed, 0 to 1; 0 when there were none. */
    public double errorRate() {
        return requests == 0 ? 0 : (double) failed / requests;
    }
}
