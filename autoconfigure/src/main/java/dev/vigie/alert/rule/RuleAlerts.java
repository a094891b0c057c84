package dev.vigie.alert.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of one rule, which change their states as Prometheus has it ({@code rules/alerting.go}), but for one
 * point: where nothing is known, {@link NoData} decides. Not safe for several threads.
 */
final class RuleAlerts {

    private final RuleTiming timing;
    private final NoData noData;
    private final Map<Map<String, String>, LiveAlert> live = new LinkedHashMap<>();

    RuleAlerts(RuleTiming timing, NoData noData) {
        this.timing = timing;
        this.noData = noData;
    }

    /** Those that are pending or firing, in the order in which they began. */
    List<Alert> current() {
        return live.values().stream().map(LiveAlert::asIs).toList();
    }

    /**
     * Takes in what the condition found.
     *
     * @param findings one for each thing. Of a thing that is no longer named the condition does not hold; where none is
     *     named, nobody knows of any, and no policy makes an alert of that
     * @return the alerts that fired or resolved now
     */
    List<Alert> take(List<Finding> findings, Moment now) {
        Map<Map<String, String>, Finding> named = new HashMap<>();
        findings.forEach(finding -> named.put(finding.labels(), finding));
        boolean nobodyKnows = findings.isEmpty() && noData != NoData.OK;
        List<Alert> changed = new ArrayList<>();
        live.values().removeIf(alert -> {
            if (nobodyKnows) {
                alert.unknown(now);
                return false;
            }
            return isOver(alert, named.get(alert.labels()), now, changed);
        });
        for (Finding finding : findings) {
            if (judge(finding) == Verdict.MET && !live.containsKey(finding.labels())) {
                begin(finding, now, changed);
            }
        }
        return changed;
    }

    private Verdict judge(@Nullable Finding finding) {
        if (finding == null) {
            return Verdict.NOT_MET;
        }
        if (finding.verdict() != Verdict.NO_DATA) {
            return finding.verdict();
        }
        return switch (noData) {
            case OK -> Verdict.NOT_MET;
            case KEEP -> Verdict.NO_DATA;
            case ALERT -> Verdict.MET;
        };
    }

    private boolean isOver(LiveAlert alert, @Nullable Finding finding, Moment now, List<Alert> changed) {
        switch (judge(finding)) {
            case NO_DATA -> alert.unknown(now);
            case MET -> {
                if (alert.met(finding == null ? Double.NaN : finding.value(), now)) {
                    changed.add(alert.asIs());
                }
            }
            case NOT_MET -> {
                if (alert.notMet(now)) {
                    if (alert.isFiring()) {
                        changed.add(alert.over(now));
                    }
                    return true;
                }
            }
        }
        return false;
    }

    private void begin(Finding finding, Moment now, List<Alert> changed) {
        LiveAlert alert = new LiveAlert(finding.labels(), timing, now);
        live.put(finding.labels(), alert);
        if (alert.met(finding.value(), now)) {
            changed.add(alert.asIs());
        }
    }
}
