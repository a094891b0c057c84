package dev.vigie.alert.rule;

import java.time.Duration;
import java.util.List;

/** By how much a counter grows, in all or per second. */
record Growth(Signal counter, Duration window, boolean perSecond, Limit limit) implements Condition {

    Growth {
        Windows.check(window);
    }

    @Override
    public List<Finding> findings(Readings readings) {
        double divisor = perSecond ? window.toNanos() / 1e9 : 1;
        return readings.growth(counter, window, Duration.ZERO)
                .map(grown -> grown / divisor)
                .against(limit);
    }

    @Override
    public List<Reach> reaches() {
        return List.of(new Reach(counter, window));
    }

    @Override
    public String promql() {
        return limit.promql(PromRanges.sum(perSecond ? "rate" : "increase", counter, window, Duration.ZERO));
    }
}
