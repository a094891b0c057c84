package dev.vigie.health;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The health of each component as numbers. A scrape is a reader that never waits: it gets what is kept, and what rested
 * until now is asked in the background.
 */
final class HealthMeters implements MeterBinder {

    private static final double NANOS_PER_SECOND = 1e9;

    private final BoundedHealth<?, ?> health;

    HealthMeters(BoundedHealth<?, ?> health) {
        this.health = health;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        MultiGauge state = MultiGauge.builder("vigie.health")
                .description("Health of a component: 1 up, 0 down or out of service, NaN not known")
                .register(registry);
        MultiGauge age = MultiGauge.builder("vigie.health.age")
                .description("Time since a component last answered its check; NaN until it did")
                .baseUnit("seconds")
                .register(registry);
        MultiGauge duration = MultiGauge.builder("vigie.health.duration")
                .description("How long the last check of a component took; NaN until there was one")
                .baseUnit("seconds")
                .register(registry);
        health.whenNamesChange(names -> {
            state.register(rows(names, check -> number(check.status())));
            age.register(rows(names, check -> seconds(check.age())));
            duration.register(rows(names, check -> seconds(check.took())));
        });
    }

    private List<MultiGauge.Row<?>> rows(Set<String> names, ToDoubleFunction<BoundedCheck<?, ?>> part) {
        return names.stream()
                .<MultiGauge.Row<?>>map(
                        name -> MultiGauge.Row.of(Tags.of("component", name), name, known -> of(known, part)))
                .toList();
    }

    private double of(String name, ToDoubleFunction<BoundedCheck<?, ?>> part) {
        BoundedCheck<?, ?> check = health.kept(name);
        if (check == null) {
            return Double.NaN;
        }
        check.wake();
        return part.applyAsDouble(check);
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
}
