package dev.vigie.logging;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/** Which threads have waited in vain a short time ago: a request that logs many lines does not wait for each. */
final class VainWaits {

    private static final long REMEMBERED = TimeUnit.SECONDS.toNanos(1);

    /** Threads share these places; one that stands in the place of another does without a wait. */
    private static final int PLACES = 1_024;

    private final AtomicLongArray until = new AtomicLongArray(PLACES);
    private final long begin = System.nanoTime();

    boolean isRecent() {
        return System.nanoTime() - begin < until.get(place());
    }

    void add() {
        until.set(place(), System.nanoTime() - begin + REMEMBERED);
    }

    private static int place() {
        return (int) (Thread.currentThread().getId() % PLACES);
    }
}
