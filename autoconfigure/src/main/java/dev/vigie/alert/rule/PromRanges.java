package dev.vigie.alert.rule;

import java.time.Duration;

/** Sums over windows as they are written in PromQL. */
final class PromRanges {

    private PromRanges() {}

    static String sum(String function, Signal signal, Duration window, Duration before) {
        String offset = before.isZero() ? "" : " offset " + PromNames.range(before);
        return signal.aggregated(
                "sum", function + "(" + signal.promql() + "[" + PromNames.range(window) + "]" + offset + ")");
    }
}
