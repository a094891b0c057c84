package dev.vigie.errors;

import java.util.concurrent.atomic.LongAdder;

/** What became of the errors of this process, since it started. */
public final class ErrorCounts {

    private final LongAdder captured = new LongAdder();
    private final LongAdder suppressed = new LongAdder();

    /** One error became an event. */
    public void countCaptured() {
        captured.increment();
    }

    /** One error was not sent again, because it is an event already. */
    public void countSuppressed() {
        suppressed.increment();
    }

    /** Errors and messages that became an event. */
    public long captured() {
        return captured.sum();
    }

    /** Errors that were seen again and not sent again. */
    public long suppressed() {
        return suppressed.sum();
    }
}
