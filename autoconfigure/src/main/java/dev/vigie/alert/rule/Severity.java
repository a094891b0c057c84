package dev.vigie.alert.rule;

import java.time.Duration;

/** How bad it is, and how soon somebody has to act. */
public enum Severity {
    CRITICAL("P1", Duration.ofMinutes(15)),
    HIGH("P2", Duration.ofHours(1)),
    MEDIUM("P3", Duration.ofHours(4)),
    LOW("P4", Duration.ofHours(24));

    private final String priority;
    private final Duration reaction;

    Severity(String priority, Duration reaction) {
        this.priority = priority;
        this.reaction = reaction;
    }

    /** {@code P1} to {@code P4}. */
    public String priority() {
        return priority;
    }

    /** Within which time somebody has to act. */
    public Duration reaction() {
        return reaction;
    }
}
