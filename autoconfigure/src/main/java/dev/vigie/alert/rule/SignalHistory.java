package dev.vigie.alert.rule;

import io.micrometer.core.instrument.Meter;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/**
 * What the meters say now, and said as far back as rules look. A counter that appears while this process runs has grown
 * by all it counted: Prometheus would not see the first burst of it. Not safe for several threads.
 */
final class SignalHistory implements Readings {

    private final MeterIndex meters;
    private final Duration interval;
    private final Map<Signal, Kept> kept = new HashMap<>();

    SignalHistory(MeterIndex meters, Duration interval) {
        this.meters = meters;
        this.interval = interval;
    }

    /** Has a signal kept from now on, as far back as the longest that is asked for. */
    void keep(List<Reach> reaches) {
        for (Reach reach : reaches) {
            if (reach.signal().statistic().grows() || !reach.back().isZero()) {
                kept.merge(reach.signal(), new Kept(reach.signal(), reach.back()), Kept::longer);
            }
        }
    }

    /** Takes the next point of everything that is kept; what is read is of that moment then. */
    void take(Moment now) {
        kept.values().forEach(each -> each.take(now.observed()));
    }

    @Override
    public Values smallest(Signal gauge) {
        return combined(gauge, Math::min);
    }

    @Override
    public Values largest(Signal gauge) {
        return combined(gauge, Math::max);
    }

    @Override
    public Values sum(Signal gauge) {
        return combined(gauge, Double::sum);
    }

    private Values combined(Signal signal, DoubleBinaryOperator operator) {
        Map<Map<String, String>, Double> values = new LinkedHashMap<>();
        for (Meter meter : meters.named(signal.meter())) {
            if (signal.counts(meter.getId()::getTag)) {
                double value = MeterValues.of(meter, signal);
                values.merge(
                        signal.labels(meter.getId()::getTag),
                        value,
                        (one, other) -> Double.isNaN(one)
                                ? other
                                : Double.isNaN(other) ? one : operator.applyAsDouble(one, other));
            }
        }
        return new Values(values);
    }

    @Override
    public Values growth(Signal counter, Duration window, Duration before) {
        return of(counter).growth(window, before);
    }

    @Override
    public Values average(Signal gauge, Duration window, Duration before) {
        return of(gauge).average(window, before);
    }

    @Override
    public boolean exists(Signal signal) {
        return meters.named(signal.meter()).stream().anyMatch(meter -> signal.counts(meter.getId()::getTag));
    }

    private Kept of(Signal signal) {
        Kept found = kept.get(signal);
        if (found == null) {
            throw new IllegalStateException("Nobody asked to keep " + signal);
        }
        return found;
    }

    /** One signal's points. */
    private final class Kept {

        private final Signal signal;
        private final Duration reach;
        private final Course course;
        private final Map<Map<String, String>, double[]> lines = new LinkedHashMap<>();
        private final Map<Meter.Id, Double> last = new HashMap<>();
        private boolean begun;

        Kept(Signal signal, Duration reach) {
            this.signal = signal;
            this.reach = reach;
            this.course = new Course(reach, interval);
        }

        Kept longer(Kept other) {
            return reach.compareTo(other.reach) >= 0 ? this : other;
        }

        void take(Duration now) {
            course.advance(now);
            if (signal.statistic().grows()) {
                lines.values().forEach(line -> line[course.newest()] = line[course.previous()]);
                meters.named(signal.meter()).forEach(this::grow);
                begun = true;
            } else {
                lines.values().forEach(line -> line[course.newest()] = Double.NaN);
                sum(signal).byLabels().forEach((labels, value) -> line(labels, Double.NaN)[course.newest()] = value);
            }
        }

        private void grow(Meter meter) {
            double value = signal.counts(meter.getId()::getTag) ? MeterValues.of(meter, signal) : Double.NaN;
            if (Double.isNaN(value)) {
                return;
            }
            Double before = last.put(meter.getId(), value);
            double grown = before == null ? (begun ? value : 0) : value >= before ? value - before : value;
            line(signal.labels(meter.getId()::getTag), 0)[course.newest()] += grown;
        }

        private double[] line(Map<String, String> labels, double nothing) {
            return lines.computeIfAbsent(labels, any -> course.line(nothing));
        }

        Values growth(Duration window, Duration before) {
            Map<Map<String, String>, Double> values = new LinkedHashMap<>();
            lines.forEach((labels, line) -> values.put(labels, course.growth(line, window, before)));
            return new Values(values);
        }

        Values average(Duration window, Duration before) {
            Map<Map<String, String>, Double> values = new LinkedHashMap<>();
            lines.forEach((labels, line) -> values.put(labels, course.average(line, window, before)));
            return new Values(values);
        }
    }
}
