package dev.vigie.metrics;

import java.time.Duration;

/**
 * How far back statistics look. What is kept is cut into slots, finer ones for what is near: a window begins with the
 * first slot that lies in it as a whole, so it is up to one slot shorter than its name.
 */
public enum StatisticsWindow {

    /** In slots of 30 seconds. */
    FIVE_MINUTES(Duration.ofMinutes(5), Duration.ofSeconds(30)),

    /** In slots of 5 minutes. */
    HOUR(Duration.ofHours(1), Duration.ofMinutes(5)),

    /** In slots of one hour. */
    DAY(Duration.ofDays(1), Duration.ofHours(1));

    private final Duration length;
    private final Duration slot;

    StatisticsWindow(Duration length, Duration slot) {
        this.length = length;
        this.slot = slot;
    }

    /** How far back it looks at most. */
    public Duration length() {
        return length;
    }

    Duration slot() {
        return slot;
    }
}
