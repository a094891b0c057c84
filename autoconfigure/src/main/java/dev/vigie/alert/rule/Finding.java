package dev.vigie.alert.rule;

import java.util.Map;

/**
 * What a condition found about one thing.
 *
 * @param labels which thing, such as {@code path=/var}; empty where a rule is about one thing only
 * @param verdict whether the condition holds for it
 * @param value the number that was compared; NaN where there is none
 */
public record Finding(Map<String, String> labels, Verdict verdict, double value) {

    public Finding {
        labels = Map.copyOf(labels);
    }
}
