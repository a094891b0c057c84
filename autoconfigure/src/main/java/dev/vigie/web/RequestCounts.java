package dev.vigie.web;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** How many requests ended in an error or were slow, since the process started. */
final class RequestCounts {

    private final long slowNanos;

    private final LongAdder clientErrors = new LongAdder();
    private final LongAdder serverErrors = new LongAdder();
    private final LongAdder integrityViolations = new LongAdder();
    private final LongAdder slow = new LongAdder();

    /** Zero or less is never. */
    RequestCounts(Duration slow) {
        this.slowNanos = slow.isZero() || slow.isNegative() ? Long.MAX_VALUE : slow.toNanos();
    }

    void count(int status, long durationNanos) {
        if (durationNanos >= slowNanos) {
            slow.increment();
        }
        if (status >= 500) {
            serverErrors.increment();
        } else if (status >= 400) {
            clientErrors.increment();
        }
    }

    void countIntegrityViolation() {
        integrityViolations.increment();
    }

    long integrityViolations() {
        return integrityViolations.sum();
    }

    long slow() {
        return slow.sum();
    }

    long clientErrors() {
        return clientErrors.sum();
    }

    long serverErrors() {
        return serverErrors.sum();
    }
}
