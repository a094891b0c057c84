package dev.vigie.alert.rule;

import java.time.Duration;

/**
 * What somebody must know of: a condition, for how long it must hold, and how bad it is. Immutable; each method gives a
 * further one.
 *
 * @param name in CamelCase, {@code DatabaseDown}; what it is known by everywhere
 * @param condition what must be true
 * @param timing for how long
 * @param noData what it makes of missing numbers
 * @param notice how bad it is, and what is said
 */
public record AlertRule(String name, Condition condition, RuleTiming timing, NoData noData, Notice notice) {

    /** A rule of severity {@link Severity#MEDIUM} that fires as soon as the condition holds. */
    public static AlertRule named(String name, Condition condition) {
        NoData noData = condition instanceof Threshold || condition instanceof Quotient ? NoData.KEEP : NoData.OK;
        return new AlertRule(name, condition, RuleTiming.AT_ONCE, noData, Notice.of(name));
    }

    /** The same for a condition that must hold for a while. Prometheus calls it {@code for}. */
    public AlertRule holding(Duration hold) {
        return new AlertRule(name, condition, new RuleTiming(hold, timing.keepFiringFor()), noData, notice);
    }

    /** The same whose alerts go on for a while when the condition holds no longer. */
    public AlertRule keepingFor(Duration keepFiringFor) {
        return new AlertRule(name, condition, new RuleTiming(timing.hold(), keepFiringFor), noData, notice);
    }

    /** The same with another idea of missing numbers. */
    public AlertRule withoutData(NoData policy) {
        return new AlertRule(name, condition, timing, policy, notice);
    }

    /** The same with another notice. */
    public AlertRule saying(Notice other) {
        return new AlertRule(name, condition, timing, noData, other);
    }
}
