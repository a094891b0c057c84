package dev.vigie.alert.rule;

import org.jspecify.annotations.Nullable;

/**
 * What is said of an alert.
 *
 * @param severity how bad it is
 * @param area what it is about, {@code database}; notifications are grouped and routed by it
 * @param summary one sentence; {@code {value}} and {@code {label}} stand for the alert's own
 * @param runbook where to read on, a URL; null where there is none
 */
public record Notice(Severity severity, String area, String summary, @Nullable String runbook) {

    static Notice of(String rule) {
        return new Notice(Severity.MEDIUM, "application", rule, null);
    }
}
