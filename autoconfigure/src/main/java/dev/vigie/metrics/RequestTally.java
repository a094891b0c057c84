package dev.vigie.metrics;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/** Requests of one stretch of time, counted and measured. Threads may add at the same time. */
final class RequestTally {

    private static final int REQUESTS = 0;
    private static final int FAILED = 1;
    private static final int NANOS = 2;
    private static final int MAX = 3;
    private static final int SATISFIED = 4;
    private static final int TOLERATED = 5;
    private static final int SUMS = 6;

    /** What this and its sums take where a reference has four bytes. */
    private static final int BYTES = 24 + 16 + 16 + SUMS * Long.BYTES;

    private final AtomicLongArray sums = new AtomicLongArray(SUMS);
    private final DurationHistogram durations = new DurationHistogram();

    /**
     * Adds a request.
     *
     * @param target up to which nobody is said to wait; up to four times as long is tolerated
     */
    void add(long nanos, boolean failed, long target) {
        sums.getAndIncrement(REQUESTS);
        sums.getAndAdd(NANOS, nanos);
        if (nanos > sums.get(MAX)) {
            sums.accumulateAndGet(MAX, nanos, Math::max);
        }
        if (failed) {
            sums.getAndIncrement(FAILED);
        } else if (nanos <= target) {
            sums.getAndIncrement(SATISFIED);
        } else if (nanos <= 4 * target) {
            sums.getAndIncrement(TOLERATED);
        }
        durations.add(nanos);
    }

    void addAll(RequestTally other) {
        for (int i = 0; i < SUMS; i++) {
            if (i == MAX) {
                sums.accumulateAndGet(i, other.sums.get(i), Math::max);
            } else {
                sums.addAndGet(i, other.sums.get(i));
            }
        }
        durations.addAll(other.durations);
    }

    long requests() {
        return sums.get(REQUESTS);
    }

    /** How much memory it takes. */
    long bytes() {
        return BYTES + durations.bytes();
    }

    RequestSummary summary(Duration covered) {
        long requests = requests();
        long[] counts = new long[DurationHistogram.BUCKETS];
        durations.addTo(counts);
        return new RequestSummary(
                covered,
                requests,
                sums.get(FAILED),
                Duration.ofNanos(requests == 0 ? 0 : sums.get(NANOS) / requests),
                percentile(counts, 0.50),
                percentile(counts, 0.95),
                percentile(counts, 0.99),
                Duration.ofNanos(sums.get(MAX)),
                requests == 0 ? 1 : (sums.get(SATISFIED) + sums.get(TOLERATED) / 2.0) / requests);
    }

    /** The middle of a bucket may lie above the longest that is in it. */
    private Duration percentile(long[] counts, double share) {
        return Duration.ofNanos(Math.min(sums.get(MAX), DurationHistogram.percentile(counts, share)));
    }
}
