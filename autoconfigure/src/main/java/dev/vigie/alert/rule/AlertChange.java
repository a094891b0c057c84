package dev.vigie.alert.rule;

/**
 * An alert that has just fired or is just over.
 *
 * @param rule the rule it is of
 * @param alert as it is now
 */
public record AlertChange(AlertRule rule, Alert alert) {}
