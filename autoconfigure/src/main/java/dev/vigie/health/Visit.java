package dev.vigie.health;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One visit of a reader, who reads one component after the other: all of its waits together are one wait, and what is
 * due is looked for now and then instead of for each component.
 */
public class Visit {

    private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Who keeps what a registry showed and reads it much later comes anew. */
    private static final long OVER_AFTER = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;
    private final long maxWait;

    /** Until when it may wait; null before its first wait. */
    private @Nullable Long end;

    private @Nullable Look last;

    Visit(LongSupplier nanoTime, long maxWait) {
        this.nanoTime = nanoTime;
        this.maxWait = maxWait;
    }

    /**
     * Starts what this visit found missing, and all that is due with it.
     *
     * @param resting whether also those that nobody has read for long
     * @param startAll starts all, and says what may still be started
     * @param one starts the one, if it may
     */
    synchronized void start(boolean resting, Supplier<StartShares> startAll, OneMore one) {
        long now = nanoTime.getAsLong();
        Look look = last;
        if (look == null || now - look.at() >= BETWEEN_LOOKS || (resting && !look.resting())) {
            look = new Look(now, resting, startAll.get());
            last = look;
        }
        one.start(look.shares());
    }

    /** Waits for this run for as long as its check wants to and this visit still may. */
    final void await(CheckRun run, long most) {
        long nanos = Math.min(most, left());
        if (nanos > 0) {
            waitFor(run, nanos);
        }
    }

    void waitFor(CheckRun run, long nanos) {
        run.await(nanos);
    }

    private synchronized long left() {
        long now = nanoTime.getAsLong();
        Long until = end;
        if (until == null || now - until > OVER_AFTER) {
            until = now + maxWait;
            end = until;
        }
        return until - now;
    }

    /** Starts one more, such as {@link StartShares#use(String, BooleanSupplier)} does. */
    interface OneMore {

        void start(StartShares shares);
    }

    private record Look(long at, boolean resting, StartShares shares) {}
}
