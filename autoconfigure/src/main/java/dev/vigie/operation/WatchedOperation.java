package dev.vigie.operation;

import dev.vigie.errors.Activation;
import dev.vigie.errors.Spans.Span;
import org.jspecify.annotations.Nullable;

/** One operation, from its start to its end. */
final class WatchedOperation implements Operation {

    private final WatchedOperations watch;
    private final String name;
    private final OperationFacts data;
    private final OperationFacts tags;
    private final long startNanos = System.nanoTime();
    private final @Nullable Span span;
    private final @Nullable Activation activation;
    private final StartersFields starter = new StartersFields();
    private @Nullable String error;
    private boolean over;

    WatchedOperation(WatchedOperations watch, String name) {
        this.watch = watch;
        this.name = name;
        this.data = watch.facts();
        this.tags = watch.facts();
        this.span = watch.span(name);
        this.activation = span == null ? null : Activation.guarded(span::activate);
    }

    @Override
    public Operation data(String key, @Nullable Object value) {
        data.put(key, value);
        return this;
    }

    @Override
    public Operation tag(String key, @Nullable String value) {
        tags.put(key, value);
        return this;
    }

    @Override
    @SuppressWarnings("ConstantValue")
    public Operation failed(@Nullable Throwable failure) {
        synchronized (this) {
            error = failure == null ? "unknown" : failure.getClass().getName();
        }
        return this;
    }

    @Override
    public void close() {
        long nanos = System.nanoTime() - startNanos;
        Outcome outcome;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            outcome = new Outcome(nanos, error, data, tags, starter);
        }
        if (span != null) {
            endGuarded(span, outcome);
        }
        watch.ended(name, outcome);
    }

    private void endGuarded(Span ending, Outcome outcome) {
        try {
            endSpan(ending, outcome);
        } catch (RuntimeException | StackOverflowError | LinkageError ourTrouble) {
            watch.troubled(ourTrouble);
        }
        // On another thread it would hand that one the scopes of this one.
        if (activation != null && starter.isStarter()) {
            activation.close();
        }
    }

    private static void endSpan(Span ending, Outcome outcome) {
        outcome.data().all().forEach(ending::data);
        outcome.tags().all().forEach((key, value) -> ending.tag(key, value.toString()));
        if (outcome.error() != null) {
            ending.data("exception.type", outcome.error());
            ending.failed();
        }
        ending.finish();
    }

    /**
     * How it ended.
     *
     * @param error the class of the exception it failed with, or null
     */
    record Outcome(
            long nanos, @Nullable String error, OperationFacts data, OperationFacts tags, StartersFields starter) {}
}
