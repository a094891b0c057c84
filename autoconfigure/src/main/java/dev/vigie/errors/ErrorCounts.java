package dev.vigie.errors;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/**
 * What became of the errors of this process, since it started. Everything that came in is in exactly one outcome, or
 * still queued.
 */
public final class ErrorCounts {

    private final Map<ErrorOutcome, LongAdder> outcomes = new EnumMap<>(ErrorOutcome.class);
    private final LongAdder queued = new LongAdder();

    public ErrorCounts() {
        for (ErrorOutcome outcome : ErrorOutcome.values()) {
            outcomes.put(outcome, new LongAdder());
        }
    }

    /** So many errors ended like this. */
    public void count(ErrorOutcome outcome, long errors) {
        adder(outcome).add(errors);
    }

    /** So many events wait for their outcome. */
    public void enterQueue(long events) {
        queued.add(events);
    }

    /** So many events that waited ended like this. */
    public void leaveQueue(ErrorOutcome outcome, long events) {
        count(outcome, events);
        queued.add(-events);
    }

    /** How many ended like this. */
    public long of(ErrorOutcome outcome) {
        return adder(outcome).sum();
    }

    /** How many ended in one of these ways. */
    public long of(Predicate<ErrorOutcome> which) {
        long sum = 0;
        for (Map.Entry<ErrorOutcome, LongAdder> entry : outcomes.entrySet()) {
            sum += which.test(entry.getKey()) ? entry.getValue().sum() : 0;
        }
        return sum;
    }

    /** Events handed over whose outcome is not known yet. */
    public long queued() {
        return queued.sum();
    }

    private LongAdder adder(ErrorOutcome outcome) {
        LongAdder adder = outcomes.get(outcome);
        if (adder == null) {
            throw new IllegalArgumentException(outcome.name());
        }
        return adder;
    }
}
