package dev.vigie.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Counts durations in buckets that grow with them: 32 in each power of two, so that the middle of a bucket is within
 * 1.6 % of everything in it. Only those powers take memory that durations fell into, a byte for each bucket. Threads
 * may add at the same time.
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

    /** A count is a number in base 256, and this is the largest digit of it. */
    private static final int MOST = 0xFF;

    private static final int DIGIT_BITS = 8;
    private static final int DIGITS_IN_WORD = Integer.SIZE / DIGIT_BITS;
    private static final int WORDS = SUB_BUCKETS / DIGITS_IN_WORD;
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(int[].class);

    /** What this, without a power, and a power take where a reference has four bytes. */
    private static final int BYTES = 24 + 16 + 16 + POWERS * 4;

    private static final int BYTES_OF_POWER = 16 + SUB_BUCKETS;

    /** The last digits of the counts, four in a word. */
    private final AtomicReferenceArray<int[]> powers = new AtomicReferenceArray<>(POWERS);

    /** The digits before them; few histograms ever have some. */
    private volatile @Nullable DurationHistogram carried;

    void add(long nanos) {
        add(bucketOf(nanos), 1);
    }

    /** For an instant between digit and carry a reader sees 256 less. */
    private void add(int bucket, long count) {
        int[] power = power(bucket >> SUB_BITS);
        int word = (bucket & (SUB_BUCKETS - 1)) / DIGITS_IN_WORD;
        int shift = bucket % DIGITS_IN_WORD * DIGIT_BITS;
        int before;
        int after;
        long sum;
        do {
            before = (int) WORD.getVolatile(power, word);
            sum = ((before >>> shift) & MOST) + count;
            after = (before & ~(MOST << shift)) | ((int) (sum & MOST) << shift);
        } while (!WORD.compareAndSet(power, word, before, after));
        if (sum > MOST) {
            carried().add(bucket, sum >> DIGIT_BITS);
        }
    }

    private int[] power(int index) {
        int[] power = powers.get(index);
        if (power == null) {
            int[] made = new int[WORDS];
            power = powers.compareAndSet(index, null, made) ? made : powers.get(index);
        }
        return power;
    }

    private DurationHistogram carried() {
        DurationHistogram known = carried;
        return known == null ? makeCarried() : known;
    }

    private synchronized DurationHistogram makeCarried() {
        DurationHistogram known = carried;
        if (known == null) {
            known = new DurationHistogram();
            carried = known;
        }
        return known;
    }

    void addAll(DurationHistogram other) {
        int shift = 0;
        for (DurationHistogram digits = other; digits != null; digits = digits.carried) {
            for (int i = 0; i < BUCKETS; i++) {
                int digit = digits.digit(i);
                if (digit > 0) {
                    add(i, (long) digit << shift);
                }
            }
            shift += DIGIT_BITS;
        }
    }

    /** Adds the counts to those of each bucket. */
    void addTo(long[] counts) {
        int shift = 0;
        for (DurationHistogram digits = this; digits != null; digits = digits.carried) {
            for (int i = 0; i < BUCKETS; i++) {
                counts[i] += (long) digits.digit(i) << shift;
            }
            shift += DIGIT_BITS;
        }
    }

    private int digit(int bucket) {
        int[] power = powers.get(bucket >> SUB_BITS);
        if (power == null) {
            return 0;
        }
        int word = (int) WORD.getVolatile(power, (bucket & (SUB_BUCKETS - 1)) / DIGITS_IN_WORD);
        return (word >>> (bucket % DIGITS_IN_WORD * DIGIT_BITS)) & MOST;
    }

    /** How much memory it takes, in bytes, on a machine with 64 bits and references of four bytes. */
    long bytes() {
        long bytes = 0;
        for (DurationHistogram digits = this; digits != null; digits = digits.carried) {
            bytes += BYTES;
            for (int i = 0; i < POWERS; i++) {
                bytes += digits.powers.get(i) == null ? 0 : BYTES_OF_POWER;
            }
        }
        return bytes;
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
