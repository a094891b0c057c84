package dev.vigie.health;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * The health of each component as numbers. A scrape is a reader that never waits: it gets what is kept, and what rested
 * until now is asked in the background.
 */
final class HealthMeters implements MeterBinder {

    private static final double NANOS_PER_SECOND = 1e9;

    private final BoundedHealth<?, ?> health;
    private final ComponentLimit limit = new ComponentLimit();

    HealthMeters(BoundedHealth<?, ?> health) {
        this.health = health;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Part state = new Part(
                MultiGauge.builder("vigie.health")
                        .description("Health of a component: 1 up, 0 down or out of service, NaN not known")
                        .register(registry),
                check -> number(check.status()),
                HealthMeters::worse);
        Part age = new Part(
                MultiGauge.builder("vigie.health.age")
                        .description("Time since a component last answered its check; NaN until it did")
                        .baseUnit("seconds")
                        .register(registry),
                check -> seconds(check.age()),
                HealthMeters::longer);
        Part duration = new Part(
                MultiGauge.builder("vigie.health.duration")
                        .description("How long the last check of a component took; NaN until there was one")
                        .baseUnit("seconds")
                        .register(registry),
                check -> seconds(check.took()),
                HealthMeters::longer);
        health.whenNamesChange(names -> {
            limit.of(names);
            List.of(state, age, duration).forEach(part -> part.gauge().register(rows(part)));
        });
    }

    private List<MultiGauge.Row<?>> rows(Part part) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        limit.own().forEach(name -> rows.add(MultiGauge.Row.of(tag(name), name, known -> of(known, part))));
        if (!limit.others().isEmpty()) {
            // A row that is there already stays, so it has to look itself who the others are.
            rows.add(MultiGauge.Row.of(tag(ComponentLimit.OTHER), limit, all -> ofAll(all.others(), part)));
        }
        return rows;
    }

    private static Tags tag(String component) {
        return Tags.of("component", component);
    }

    private double ofAll(Collection<String> names, Part part) {
        return names.stream()
                .mapToDouble(name -> of(name, part))
                .reduce(part.together())
                .orElse(Double.NaN);
    }

    private double of(String name, Part part) {
        BoundedCheck<?, ?> check = health.kept(name);
        if (check == null) {
            return Double.NaN;
        }
        check.wake();
        return part.value().applyAsDouble(check);
    }

    /** Not known is no data: neither good, nor a reason to wake somebody. */
    private static double number(HealthResult.Status status) {
        return switch (status) {
            case UP -> 1;
            case DOWN, OUT_OF_SERVICE -> 0;
            case UNKNOWN -> Double.NaN;
        };
    }

    private static double seconds(long nanos) {
        return nanos < 0 ? Double.NaN : nanos / NANOS_PER_SECOND;
    }

    /** Down as soon as one is, up only where all are. */
    private static double worse(double one, double other) {
        return one == 0 || other == 0 ? 0 : Math.min(one, other);
    }

    private static double longer(double one, double other) {
        return Double.isNaN(one) || one < other ? other : one;
    }

    /**
     * One of the meters.
     *
     * @param value what it says of one component
     * @param together what it says of two
     */
    private record Part(MultiGauge gauge, ToDoubleFunction<BoundedCheck<?, ?>> value, DoubleBinaryOperator together) {}
}
