package dev.vigie.alert.rule;

/**
 * What a number is compared with.
 *
 * @param comparison how
 * @param value with what, in the unit of the meter; shares are 0 to 1
 */
public record Limit(Comparison comparison, double value) {

    public Limit {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("A limit is a number, and NaN is none");
        }
    }

    public static Limit above(double value) {
        return new Limit(Comparison.ABOVE, value);
    }

    public static Limit below(double value) {
        return new Limit(Comparison.BELOW, value);
    }

    /** Whether larger numbers are worse. */
    boolean isUpper() {
        return comparison == Comparison.ABOVE || comparison == Comparison.AT_LEAST;
    }

    String promql(String expression) {
        return expression + " " + comparison.sign() + " " + PromNames.number(value);
    }

    Verdict judge(double number) {
        if (Double.isNaN(number)) {
            return Verdict.NO_DATA;
        }
        return comparison.holds(number, value) ? Verdict.MET : Verdict.NOT_MET;
    }
}
