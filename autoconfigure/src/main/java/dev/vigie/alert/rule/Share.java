package dev.vigie.alert.rule;

import java.time.Duration;
import java.util.List;

/** What share one count has of another within a window. */
record Share(Signal part, Signal whole, Traffic traffic, Limit limit) implements Condition {

    @Override
    public List<Finding> findings(Readings readings) {
        Values parts = readings.growth(part, traffic.window(), Duration.ZERO);
        Values wholes = readings.growth(whole, traffic.window(), Duration.ZERO);
        return Values.combine(parts, wholes, traffic::share).against(limit);
    }

    @Override
    public List<Reach> reaches() {
        return List.of(new Reach(part, traffic.window()), new Reach(whole, traffic.window()));
    }

    @Override
    public String promql() {
        String all = PromRanges.sum("increase", whole, traffic.window(), Duration.ZERO);
        return limit.promql(PromRanges.sum("increase", part, traffic.window(), Duration.ZERO) + " / " + all)
                + traffic.promql(all);
    }
}
