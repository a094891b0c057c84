package dev.vigie.alert.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * A number for each thing, by the labels of the thing.
 *
 * @param byLabels NaN for a thing that is known and whose number is not
 */
record Values(Map<Map<String, String>, Double> byLabels) {

    double of(Map<String, String> labels) {
        return byLabels.getOrDefault(labels, Double.NaN);
    }

    Values map(DoubleUnaryOperator operator) {
        Map<Map<String, String>, Double> mapped = new LinkedHashMap<>();
        byLabels.forEach((labels, value) -> mapped.put(labels, operator.applyAsDouble(value)));
        return new Values(mapped);
    }

    /** For each thing of the right side the two numbers made one; the left one may be NaN. */
    static Values combine(Values left, Values right, DoubleBinaryOperator operator) {
        Map<Map<String, String>, Double> combined = new LinkedHashMap<>();
        right.byLabels.forEach((labels, value) -> combined.put(labels, operator.applyAsDouble(left.of(labels), value)));
        return new Values(combined);
    }

    /** One finding for each thing. */
    List<Finding> against(Limit limit) {
        List<Finding> findings = new ArrayList<>(byLabels.size());
        byLabels.forEach((labels, value) -> findings.add(new Finding(labels, limit.judge(value), value)));
        return findings;
    }
}
