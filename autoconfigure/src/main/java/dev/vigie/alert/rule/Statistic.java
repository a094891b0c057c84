package dev.vigie.alert.rule;

/** Which number of a meter, with the ending its series has in a Prometheus scrape. */
public enum Statistic {
    /** What a gauge says. */
    VALUE(""),
    /** What a counter has counted. */
    COUNT("_total"),
    /** How many times a timer has recorded. */
    TIMES("_count"),
    /** How many of these were within a bound. */
    WITHIN("_bucket");

    private final String ending;

    Statistic(String ending) {
        this.ending = ending;
    }

    String ending() {
        return ending;
    }

    /** Whether it only grows, so that what matters is by how much. */
    boolean grows() {
        return this != VALUE;
    }
}
