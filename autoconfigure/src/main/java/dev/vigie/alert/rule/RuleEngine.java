package dev.vigie.alert.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All rules with their alerts, looked at once a tick. Not safe for several threads. */
final class RuleEngine {

    private static final Logger log = LoggerFactory.getLogger(RuleEngine.class);

    private final SignalHistory history;
    private final ObservedTime time;
    private final Map<String, Watched> rules = new LinkedHashMap<>();

    RuleEngine(SignalHistory history, ObservedTime time) {
        this.history = history;
        this.time = time;
    }

    /** A rule and what became of it. */
    private static final class Watched {

        private final AlertRule rule;
        private final RuleAlerts alerts;
        private boolean failing;

        Watched(AlertRule rule) {
            this.rule = rule;
            this.alerts = new RuleAlerts(rule.timing(), rule.noData());
        }
    }

    /**
     * Adds a rule.
     *
     * @throws IllegalArgumentException if there is one of that name
     */
    void add(AlertRule rule) {
        if (rules.putIfAbsent(rule.name(), new Watched(rule)) != null) {
            throw new IllegalArgumentException("There are two alert rules named '" + rule.name() + "'");
        }
        history.keep(rule.condition().reaches());
    }

    /** Looks at all of them once; tells what fired and what is over. */
    List<AlertChange> tick() {
        Moment now = time.now();
        history.take(now);
        List<AlertChange> changes = new ArrayList<>();
        for (Watched each : rules.values()) {
            for (Alert alert : look(each, now)) {
                changes.add(new AlertChange(each.rule, alert));
            }
        }
        return changes;
    }

    /** A rule that cannot be looked at leaves its alerts as they are. */
    private List<Alert> look(Watched watched, Moment now) {
        try {
            List<Alert> changed = watched.alerts.take(watched.rule.condition().findings(history), now);
            watched.failing = false;
            return changed;
        } catch (RuntimeException failure) {
            if (!watched.failing) {
                watched.failing = true;
                log.warn(
                        "Alert rule {} cannot be evaluated; its alerts stay as they are", watched.rule.name(), failure);
            }
            return List.of();
        }
    }

    /** The alerts of a rule that are pending or firing now. */
    List<Alert> alertsOf(String rule) {
        Watched found = rules.get(rule);
        return found == null ? List.of() : found.alerts.current();
    }
}
