package dev.vigie.alert.rule;

/** How a number is compared with a limit. */
public enum Comparison {
    ABOVE(">"),
    AT_LEAST(">="),
    BELOW("<"),
    AT_MOST("<="),
    EQUAL("==");

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    /** The operator of PromQL. */
    public String sign() {
        return sign;
    }

    boolean holds(double value, double limit) {
        return switch (this) {
            case ABOVE -> value > limit;
            case AT_LEAST -> value >= limit;
            case BELOW -> value < limit;
            case AT_MOST -> value <= limit;
            case EQUAL -> value == limit;
        };
    }
}
