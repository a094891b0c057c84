package dev.vigie.alert.rule;

import java.time.Duration;

/**
 * How much there must be to judge a share of it: one failure of three requests is 33 %, and nothing to wake somebody
 * for.
 *
 * @param window how long what happens is counted
 * @param minimum how much must have happened in it
 */
public record Traffic(Duration window, double minimum) {

    public Traffic {
        Windows.check(window);
        if (!(minimum >= 0)) {
            throw new IllegalArgumentException("The minimum is " + minimum + ", but cannot be less than 0");
        }
    }

    /** The quotient, or NaN where the whole is nothing or less than the minimum. */
    double share(double part, double whole) {
        return whole > 0 && whole >= minimum ? part / whole : Double.NaN;
    }

    /** What follows a comparison so that it counts only for a whole that is large enough. */
    String promql(String whole) {
        return minimum == 0 ? "" : " and " + whole + " >= " + PromNames.number(minimum);
    }
}
