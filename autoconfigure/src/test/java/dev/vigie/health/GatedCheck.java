package dev.vigie.health;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Says UP at once, until it is told to hang; then it does until it is let go. */
public final class GatedCheck implements HealthCheck, Callable<HealthResult> {

    private final String name;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger interrupted = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    public GatedCheck(String name) {
        this.name = name;
    }

    public GatedCheck hang() {
        gate = new CountDownLatch(1);
        return this;
    }

    public void letGo() {
        gate.countDown();
    }

    public int asked() {
        return asked.get();
    }

    public int interrupted() {
        return interrupted.get();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public HealthResult check() {
        int number = asked.incrementAndGet();
        boolean open = false;
        while (!open) {
            try {
                gate.await();
                open = true;
            } catch (InterruptedException told) {
                // As a driver that waits for a socket: it does not care.
                interrupted.incrementAndGet();
            }
        }
        return HealthResult.up().with("number", number);
    }

    @Override
    public HealthResult call() {
        return check();
    }
}
