package dev.vigie.alert.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The rules and the tests of them as promtool reads both. */
final class PromtoolFiles {

    private final StringBuilder tests = new StringBuilder("rule_files: [rules.yml]\nevaluation_interval: 1m\ntests:\n");

    static String rules(List<AlertRule> rules) {
        StringBuilder text = new StringBuilder("groups:\n- name: vigie\n  interval: 1m\n  rules:\n");
        for (AlertRule rule : rules) {
            text.append("  - alert: ").append(rule.name());
            text.append("\n    expr: ")
                    .append(quoted(String.valueOf(rule.condition().promql())));
            text.append("\n    for: ").append(PromNames.range(rule.timing().hold()));
            text.append("\n    keep_firing_for: ")
                    .append(PromNames.range(rule.timing().keepFiringFor()));
            text.append('\n');
        }
        return text.toString();
    }

    /** One test: what each series was, and which alerts of each rule are to fire at each minute. */
    void add(Map<String, double[]> series, Map<String, List<List<Map<String, String>>>> firing) {
        tests.append("- interval: 1m\n  input_series:\n");
        series.forEach((name, values) -> tests.append("  - series: ")
                .append(quoted(name))
                .append("\n    values: ")
                .append(quoted(written(values)))
                .append('\n'));
        tests.append("  alert_rule_test:\n");
        firing.forEach((rule, minutes) -> {
            for (int minute = 0; minute < minutes.size(); minute++) {
                tests.append("  - {eval_time: ")
                        .append(minute)
                        .append("m, alertname: ")
                        .append(rule);
                tests.append(", exp_alerts: [")
                        .append(minutes.get(minute).stream()
                                .map(labels -> "{exp_labels: {"
                                        + labels.entrySet().stream()
                                                .map(label -> label.getKey() + ": " + quoted(label.getValue()))
                                                .collect(Collectors.joining(", "))
                                        + "}}")
                                .collect(Collectors.joining(", ")));
                tests.append("]}\n");
            }
        });
    }

    String tests() {
        return tests.toString();
    }

    private static String written(double[] values) {
        return Arrays.stream(values)
                .mapToObj(value -> Double.isNaN(value) ? "stale" : Double.toString(value))
                .collect(Collectors.joining(" "));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
