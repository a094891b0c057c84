package dev.vigie.alert.rule;

import java.time.Duration;

/** Which windows can be looked at. */
final class Windows {

    /** Longer ones would keep too many points in memory. */
    static final Duration LONGEST = Duration.ofDays(8);

    private Windows() {}

    static Duration check(Duration window) {
        if (window.isNegative() || window.isZero() || window.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "The window is " + window + ", but must be longer than nothing and at most " + LONGEST);
        }
        return window;
    }
}
