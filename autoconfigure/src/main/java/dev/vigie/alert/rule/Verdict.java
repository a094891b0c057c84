package dev.vigie.alert.rule;

/** Whether a condition holds; there may be nothing to say. */
public enum Verdict {
    MET,
    NOT_MET,
    /** The number is missing, is not one, or there is too little traffic to judge. Neither good nor bad. */
    NO_DATA
}
