package dev.vigie.web;

import java.util.concurrent.atomic.LongAdder;

/** How many requests ended in an error, since the process started. */
final class RequestCounts {

    private final LongAdder clientErrors = new LongAdder();
    private final LongAdder serverErrors = new LongAdder();
    private final LongAdder integrityViolations = new LongAdder();

    void count(int status) {
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

    long clientErrors() {
        return clientErrors.sum();
    }

    long serverErrors() {
        return serverErrors.sum();
    }
}
