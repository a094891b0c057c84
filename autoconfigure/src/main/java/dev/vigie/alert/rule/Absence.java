package dev.vigie.alert.rule;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** There is no such meter. */
record Absence(Signal signal) implements Condition {

    @Override
    public List<Finding> findings(Readings readings) {
        boolean exists = readings.exists(signal);
        return List.of(new Finding(Map.of(), exists ? Verdict.NOT_MET : Verdict.MET, exists ? 0 : 1));
    }

    @Override
    public List<Reach> reaches() {
        return List.of(new Reach(signal, Duration.ZERO));
    }

    @Override
    public String promql() {
        return "absent(" + signal.promql() + ")";
    }
}
