package dev.vigie.metrics;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Counts durations in buckets that grow with them: 32 in each power of two, so that the middle of a bucket is within
 * 1.6 % of everything in it. Only those powers take memory that durations fell into. Threads may add at the same time.
 */
final class DurationHistogram {

    private static final int SUB_BITS = 5;
    private static final int SUB_BUCKETS = 1 << SUB_BITS;

    /** Nanoseconds are counted in units of 64. */
    private static final int UNIT_BITS = 6;

    /** What is longer is as long as this: 2^42 ns are 73 minutes. */
    private static final long MOST_UNITS = (1L << (42 - UNIT_BITS)) - 1;

    private static final int POWERS = 42 - UNIT_BITS - SUB_BITS + 1;
    static final int BUCKETS = POWERS * SUB_BUCKETS;

    private final AtomicReferenceArray<AtomicIntegerArray> powers = new AtomicReferenceArray<>(POWERS);

    void add(long nanos) {
        int bucket = bucketOf(nanos);
        power(bucket >> SUB_BITS).incrementAndGet(bucket & (SUB_BUCKETS - 1));
    }

    private AtomicIntegerArray power(int index) {
        AtomicIntegerArray power = powers.get(index);
        if (power == null) {
            AtomicIntegerArray made = new AtomicIntegerArray(SUB_BUCKETS);
            power = powers.compareAndSet(index, null, made) ? made : powers.get(index);
        }
        return power;
    }

    void addAll(DurationHistogram other) {
        for (int i = 0; i < POWERS; i++) {
            AtomicIntegerArray theirs = other.powers.get(i);
            if (theirs != null) {
                AtomicIntegerArray ours = power(i);
                for (int j = 0; j < SUB_BUCKETS; j++) {
                    ours.addAndGet(j, theirs.get(j));
                }
            }
        }
    }

    /** Adds the counts to those of each bucket. */
    void addTo(long[] counts) {
        for (int i = 0; i < POWERS; i++) {
            AtomicIntegerArray power = powers.get(i);
            for (int j = 0; power != null && j < SUB_BUCKETS; j++) {
                counts[(i << SUB_BITS) + j] += power.get(j);
            }
        }
    }

    private static int bucketOf(long nanos) {
        long units = Math.min(Math.max(nanos, 0) >> UNIT_BITS, MOST_UNITS);
        if (units < SUB_BUCKETS) {
            return (int) units;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(units) - SUB_BITS;
        int sub = (int) (units >> shift) - SUB_BUCKETS;
        return ((shift + 1) << SUB_BITS) + sub;
    }

    private static long middleOf(int bucket) {
        int power = bucket >> SUB_BITS;
        long sub = bucket & (SUB_BUCKETS - 1);
        int shift = Math.max(0, power - 1);
        long from = (power == 0 ? sub : sub + SUB_BUCKETS) << shift;
        return (from << UNIT_BITS) + ((1L << shift) << UNIT_BITS) / 2;
    }

    /**
     * The duration that a share of all is not longer than.
     *
     * @param counts of each bucket
     * @param share 0 to 1
     * @return nanoseconds; 0 when nothing was counted
     */
    static long percentile(long[] counts, double share) {
        long all = 0;
        for (long count : counts) {
            all += count;
        }
        long wanted = Math.max(1, (long) Math.ceil(all * share));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return middleOf(i);
            }
        }
        return 0;
    }
}
