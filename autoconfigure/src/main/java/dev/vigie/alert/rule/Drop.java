package dev.vigie.alert.rule;

import java.time.Duration;
import java.util.List;

/** By what share something is less than in the same window some time before. */
record Drop(Signal signal, Duration before, Traffic traffic, Limit limit) implements Condition {

    Drop {
        Windows.check(before.plus(traffic.window()));
    }

    @Override
    public List<Finding> findings(Readings readings) {
        Values now = lately(readings, Duration.ZERO);
        Values then = lately(readings, before);
        return Values.combine(now, then, traffic::share).map(share -> 1 - share).against(limit);
    }

    private Values lately(Readings readings, Duration ago) {
        return signal.statistic().grows()
                ? readings.growth(signal, traffic.window(), ago)
                : readings.average(signal, traffic.window(), ago);
    }

    @Override
    public List<Reach> reaches() {
        return List.of(new Reach(signal, traffic.window().plus(before)));
    }

    @Override
    public String promql() {
        String function = signal.statistic().grows() ? "increase" : "avg_over_time";
        String then = PromRanges.sum(function, signal, traffic.window(), before);
        String now = PromRanges.sum(function, signal, traffic.window(), Duration.ZERO);
        return limit.promql("1 - " + now + " / " + then) + traffic.promql(then);
    }
}
