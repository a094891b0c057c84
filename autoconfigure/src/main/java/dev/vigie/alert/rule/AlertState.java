package dev.vigie.alert.rule;

/** Where an alert is, in Prometheus' words. */
public enum AlertState {
    /** The condition holds, but not yet for as long as the rule asks. */
    PENDING,
    FIRING,
    /** It fired, and the condition holds no longer. */
    RESOLVED
}
