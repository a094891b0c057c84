package dev.vigie.alert.rule;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Time as far as it was observed. A process that stood still, for a collection of garbage, a laptop that slept or a
 * machine that was moved, has seen nothing meanwhile: such a gap counts as one interval, so that it neither fires nor
 * resolves anything. What the clock on the wall does has no say. Not safe for several threads.
 */
final class ObservedTime {

    private final Duration longestStep;
    private final LongSupplier nanos;
    private final InstantSource wall;
    private long last;
    private Duration observed = Duration.ZERO;

    /** Steps of more than twice the interval count as one interval. */
    ObservedTime(Duration interval, LongSupplier nanos, InstantSource wall) {
        this.longestStep = interval;
        this.nanos = nanos;
        this.wall = wall;
        this.last = nanos.getAsLong();
    }

    Moment now() {
        long read = nanos.getAsLong();
        Duration step = Duration.ofNanos(read - last);
        last = read;
        boolean gap = step.compareTo(longestStep.multipliedBy(2)) > 0;
        observed = observed.plus(gap ? longestStep : step);
        return new Moment(observed, wall.instant());
    }
}
