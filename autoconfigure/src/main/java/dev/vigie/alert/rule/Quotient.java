package dev.vigie.alert.rule;

import java.time.Duration;
import java.util.List;

/** One gauge divided by another. A whole of zero or less is one that is not known, as the maximum of a heap may be. */
record Quotient(Signal part, Signal whole, Limit limit) implements Condition {

    @Override
    public List<Finding> findings(Readings readings) {
        return Values.combine(readings.sum(part), readings.sum(whole), (used, all) -> all > 0 ? used / all : Double.NaN)
                .against(limit);
    }

    @Override
    public List<Reach> reaches() {
        return List.of(new Reach(part, Duration.ZERO), new Reach(whole, Duration.ZERO));
    }

    @Override
    public String promql() {
        return limit.promql(
                part.aggregated("sum", part.promql()) + " / (" + whole.aggregated("sum", whole.promql()) + " > 0)");
    }
}
