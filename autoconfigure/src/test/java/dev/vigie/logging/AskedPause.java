package dev.vigie.logging;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongUnaryOperator;

/** Time that passes only while somebody waits, for each thread its own, and is added up. */
final class AskedPause implements Pause {

    private final Map<Thread, Long> waited = new ConcurrentHashMap<>();

    /** What a thread does while it waits; tells how long that was. */
    private volatile LongUnaryOperator meanwhile = LongUnaryOperator.identity();

    void meanwhile(LongUnaryOperator action) {
        meanwhile = action;
    }

    @Override
    public long nanoTime() {
        return waited();
    }

    @Override
    public void park(Object blocker, long nanos) {
        long passed = meanwhile.applyAsLong(nanos);
        waited.merge(Thread.currentThread(), passed, Long::sum);
    }

    /** How long this thread has waited, all in all. */
    long waited() {
        return waited.getOrDefault(Thread.currentThread(), 0L);
    }
}
