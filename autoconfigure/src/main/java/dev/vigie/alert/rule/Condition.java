package dev.vigie.alert.rule;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must be true. Each kind means the same here as its expression does in Prometheus. */
public sealed interface Condition permits Threshold, Quotient, Growth, Share, SlowShare, Drop, Absence {

    /** Each value of a gauge alone: the worst one decides. */
    static Condition value(Signal gauge, Limit limit) {
        return new Threshold(gauge, limit);
    }

    /** One gauge divided by another, such as what is used by what there is. */
    static Condition quotient(Signal part, Signal whole, Limit limit) {
        return new Quotient(part, whole, limit);
    }

    /** By how much a counter grows within a window. */
    static Condition increase(Signal counter, Duration window, Limit limit) {
        return new Growth(counter, window, false, limit);
    }

    /** How fast a counter grows, in 1/s on the average of a window. */
    static Condition rate(Signal counter, Duration window, Limit limit) {
        return new Growth(counter, window, true, limit);
    }

    /** What share one count has of another within a window, where the other is at least some minimum. */
    static Condition share(Signal part, Signal whole, Traffic traffic, Limit limit) {
        return new Share(part, whole, traffic, limit);
    }

    /** What share of what a timer records takes longer than a bound. Exact if the timer has a bucket of that bound. */
    static Condition slower(Signal timer, Duration bound, Traffic traffic, Limit limit) {
        return new SlowShare(timer, bound, traffic, limit);
    }

    /** By what share a gauge, or the growth of a counter, is less than in the same window some time before. */
    static Condition drop(Signal signal, Duration before, Traffic traffic, Limit limit) {
        return new Drop(signal, before, traffic, limit);
    }

    /** There is no such meter. */
    static Condition absent(Signal signal) {
        return new Absence(signal);
    }

    /** What is true now, for each thing this is about; empty where there is no such meter. */
    List<Finding> findings(Readings readings);

    /** What it looks at, each with how far back. */
    List<Reach> reaches();

    /** The same as an expression of PromQL, or null where it cannot be said in it. */
    @Nullable
    String promql();
}
