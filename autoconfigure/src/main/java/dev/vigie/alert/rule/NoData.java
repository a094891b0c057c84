package dev.vigie.alert.rule;

/**
 * What a rule makes of {@link Verdict#NO_DATA}. Of a thing that is not there, as a database in an application without
 * one, none of them makes an alert.
 */
public enum NoData {
    /** As if the condition did not hold, which is what Prometheus does. */
    OK,
    /** Everything stays as it was: what waited goes on waiting, what fires goes on firing. */
    KEEP,
    /** As if the condition held. */
    ALERT
}
