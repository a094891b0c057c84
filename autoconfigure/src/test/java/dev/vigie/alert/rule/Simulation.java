package dev.vigie.alert.rule;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Meters that follow a script, minute by minute, and what rules make of them. */
final class Simulation {

    static final Duration MINUTE = Duration.ofMinutes(1);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Runnable> scripts = new ArrayList<>();
    private final SignalHistory history = new SignalHistory(new MeterIndex(registry), MINUTE);
    private final Map<AlertRule, RuleAlerts> rules = new LinkedHashMap<>();
    private int minute;

    SimpleMeterRegistry registry() {
        return registry;
    }

    /** A gauge with one value a minute; NaN where it says nothing. */
    void gauge(String meter, Tags tags, double[] values) {
        Gauge.builder(meter, () -> values[minute]).tags(tags).register(registry);
    }

    /** A counter with what it has counted by each minute. */
    void counter(String meter, Tags tags, double[] values) {
        FunctionCounter.builder(meter, values, any -> any[minute]).tags(tags).register(registry);
    }

    /** A timer that records so many that are fast and so many that are slow in each minute. */
    void timer(String meter, Duration bound, int[] fast, int[] slow) {
        Timer timer = Timer.builder(meter).serviceLevelObjectives(bound).register(registry);
        scripts.add(() -> {
            for (int each = 0; each < fast[minute]; each++) {
                timer.record(bound.dividedBy(2));
            }
            for (int each = 0; each < slow[minute]; each++) {
                timer.record(bound.multipliedBy(2));
            }
        });
    }

    void add(AlertRule rule) {
        history.keep(rule.condition().reaches());
        rules.put(rule, new RuleAlerts(rule.timing(), rule.noData()));
    }

    /** For each rule and minute the labels of the alerts that fire then. */
    Map<String, List<List<Map<String, String>>>> run(int minutes) {
        Map<String, List<List<Map<String, String>>>> firing = new LinkedHashMap<>();
        for (minute = 0; minute < minutes; minute++) {
            scripts.forEach(Runnable::run);
            Moment now = new Moment(MINUTE.multipliedBy(minute), Instant.EPOCH.plus(MINUTE.multipliedBy(minute)));
            history.take(now);
            rules.forEach((rule, alerts) -> {
                alerts.take(rule.condition().findings(history), now);
                firing.computeIfAbsent(rule.name(), any -> new ArrayList<>()).add(firing(alerts));
            });
        }
        return firing;
    }

    private static List<Map<String, String>> firing(RuleAlerts alerts) {
        return alerts.current().stream()
                .filter(alert -> alert.state() == AlertState.FIRING)
                .map(alert -> (Map<String, String>) new TreeMap<>(alert.labels()))
                .toList();
    }
}
