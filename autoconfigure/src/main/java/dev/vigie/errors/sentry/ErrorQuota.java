package dev.vigie.errors.sentry;

import dev.vigie.errors.ErrorsProperties;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A token bucket per kind of error, and one for all together. Of 1,024 kinds it knows the state; of more, those seen
 * last. Buckets are kept as the time at which they are full again, so that they need no clockwork.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm">Generic cell rate algorithm</a>
 */
final class ErrorQuota {

    /** What {@link #admit} says when there is no room. */
    static final long REFUSED = -1;

    private static final int STRIPES = 16;
    private static final int KINDS_PER_STRIPE = 64;
    private static final int MAX_BURST = 1_000_000;
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final ErrorsProperties.Quota settings;
    private final LongSupplier nanoTime;
    private final Kinds[] stripes = new Kinds[STRIPES];
    private final AtomicLong allFullAt;

    ErrorQuota(ErrorsProperties.Quota settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Kinds();
        }
        this.allFullAt = new AtomicLong(nanoTime.getAsLong());
    }

    /**
     * Asks for room for one event of this kind.
     *
     * @return how many of its kind were refused since the last one that had room, or {@link #REFUSED}
     */
    long admit(long kind) {
        if (!settings.enabled()) {
            return 0;
        }
        long now = nanoTime.getAsLong();
        Kinds stripe = stripes[(int) ((kind ^ (kind >>> 32)) & (STRIPES - 1))];
        synchronized (stripe) {
            Bucket bucket = stripe.computeIfAbsent(kind, first -> new Bucket(now));
            OptionalLong fullAt = taken(bucket.fullAt, now, settings.burst(), settings.perMinute());
            if (fullAt.isEmpty() || !takeOfAll(now)) {
                bucket.refused++;
                return REFUSED;
            }
            bucket.fullAt = fullAt.getAsLong();
            long refused = bucket.refused;
            bucket.refused = 0;
            return refused;
        }
    }

    /** How many kinds it knows the state of. */
    int kinds() {
        int kinds = 0;
        for (Kinds stripe : stripes) {
            synchronized (stripe) {
                kinds += stripe.size();
            }
        }
        return kinds;
    }

    private boolean takeOfAll(long now) {
        int perMinute = settings.totalPerMinute();
        if (perMinute == 0) {
            return true;
        }
        while (true) {
            long before = allFullAt.get();
            OptionalLong after = taken(before, now, perMinute, perMinute);
            if (after.isEmpty()) {
                return false;
            }
            if (allFullAt.compareAndSet(before, after.getAsLong())) {
                return true;
            }
        }
    }

    /** When a bucket is full again with one token less in it; empty when there is none in it. */
    private static OptionalLong taken(long fullAt, long now, int size, int perMinute) {
        long interval = Math.max(1, MINUTE / perMinute);
        long missing = Math.max(0, fullAt - now);
        return missing > interval * (Math.min(size, MAX_BURST) - 1)
                ? OptionalLong.empty()
                : OptionalLong.of(now + missing + interval);
    }

    private static final class Bucket {

        private long fullAt;
        private long refused;

        Bucket(long fullAt) {
            this.fullAt = fullAt;
        }
    }

    /** The kinds seen last. */
    private static final class Kinds extends LinkedHashMap<Long, Bucket> {

        private static final long serialVersionUID = 1;

        Kinds() {
            super(KINDS_PER_STRIPE * 2, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Bucket> eldest) {
            return size() > KINDS_PER_STRIPE;
        }
    }
}
