package dev.vigie.alert.rule;

import java.time.Duration;

/**
 * How long a condition must hold, and how long an alert outlives it.
 *
 * @param hold for how long the condition must hold before the alert fires; zero for at once. Prometheus calls it
 *     {@code for}
 * @param keepFiringFor for how long the alert goes on when the condition holds no longer, so that it does not flap
 */
public record RuleTiming(Duration hold, Duration keepFiringFor) {

    /** Fires at once and ends at once. */
    public static final RuleTiming AT_ONCE = new RuleTiming(Duration.ZERO, Duration.ZERO);

    public RuleTiming {
        if (hold.isNegative()) {
            throw new IllegalArgumentException("'for' is " + hold + ", but a time before now cannot be waited for");
        }
        if (keepFiringFor.isNegative()) {
            throw new IllegalArgumentException("'keep-firing-for' is " + keepFiringFor + ", but must not be negative");
        }
    }
}
