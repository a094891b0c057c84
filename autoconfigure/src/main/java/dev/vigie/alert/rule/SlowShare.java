package dev.vigie.alert.rule;

import java.time.Duration;
import java.util.List;

/** What share of what a timer records takes longer than a bound. */
record SlowShare(Signal timer, Duration bound, Traffic traffic, Limit limit) implements Condition {

    @Override
    public List<Finding> findings(Readings readings) {
        Values fast = readings.growth(timer.within(bound), traffic.window(), Duration.ZERO);
        Values all = readings.growth(timer, traffic.window(), Duration.ZERO);
        return Values.combine(fast, all, traffic::share).map(share -> 1 - share).against(limit);
    }

    @Override
    public List<Reach> reaches() {
        return List.of(new Reach(timer.within(bound), traffic.window()), new Reach(timer, traffic.window()));
    }

    @Override
    public String promql() {
        String all = PromRanges.sum("increase", timer, traffic.window(), Duration.ZERO);
        String fast = PromRanges.sum("increase", timer.within(bound), traffic.window(), Duration.ZERO);
        return limit.promql("1 - " + fast + " / " + all) + traffic.promql(all);
    }
}
