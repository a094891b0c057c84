package dev.vigie.login;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Says yes once per window: a warning about what may happen in each request. */
final class OncePerWindow {

    private final long windowNanos;
    private final LongSupplier nanoTime;
    private final AtomicLong next;

    OncePerWindow(Duration window, LongSupplier nanoTime) {
        this.windowNanos = window.toNanos();
        this.nanoTime = nanoTime;
        this.next = new AtomicLong(nanoTime.getAsLong());
    }

    boolean now() {
        long now = nanoTime.getAsLong();
        long due = next.get();
        return now - due >= 0 && next.compareAndSet(due, now + windowNanos);
    }
}
