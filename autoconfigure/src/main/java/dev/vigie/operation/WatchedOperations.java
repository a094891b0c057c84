package dev.vigie.operation;

import dev.vigie.errors.Spans;
import dev.vigie.errors.Spans.Span;
import dev.vigie.privacy.Masking;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Operations as timers, spans and slow lines. */
final class WatchedOperations implements Operations {

    private static final Logger log = LoggerFactory.getLogger(Operations.class);

    private final Spans spans;
    private final OperationTimers timers;
    private final Masking masking;
    private final SlowOperations slow;

    WatchedOperations(Spans spans, OperationTimers timers, Masking masking, SlowOperations slow) {
        this.spans = spans;
        this.timers = timers;
        this.masking = masking;
        this.slow = slow;
    }

    @Override
    @SuppressWarnings("ConstantValue")
    public Operation start(@Nullable String name) {
        return new WatchedOperation(this, name == null ? "unnamed" : OperationFacts.bounded(name, 200));
    }

    OperationFacts facts() {
        return new OperationFacts(masking);
    }

    @Nullable
    Span span(String name) {
        try {
            Span parent = spans.current();
            return parent == null ? null : parent.child("function", name);
        } catch (RuntimeException | LinkageError trackersTrouble) {
            log.debug("An operation has no span", trackersTrouble);
            return null;
        }
    }

    void ended(String name, WatchedOperation.Outcome outcome) {
        try {
            timers.record(name, outcome.tags(), outcome.error() != null, outcome.nanos());
            slow.look(name, outcome);
        } catch (RuntimeException | StackOverflowError | LinkageError trouble) {
            troubled(trouble);
        }
    }

    void troubled(Throwable trouble) {
        log.debug("The end of an operation could not be told", trouble);
    }
}
