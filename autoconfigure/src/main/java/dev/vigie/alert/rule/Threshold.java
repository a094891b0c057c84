package dev.vigie.alert.rule;

import java.time.Duration;
import java.util.List;

/** Values of a gauge against a limit; of several the worst. */
record Threshold(Signal gauge, Limit limit) implements Condition {

    @Override
    public List<Finding> findings(Readings readings) {
        return (limit.isUpper() ? readings.largest(gauge) : readings.smallest(gauge)).against(limit);
    }

    @Override
    public List<Reach> reaches() {
        return List.of(new Reach(gauge, Duration.ZERO));
    }

    @Override
    public String promql() {
        return limit.promql(gauge.aggregated(limit.isUpper() ? "max" : "min", gauge.promql()));
    }
}
