package dev.vigie.errors;

import dev.vigie.feature.ErrorDelivery;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.ObjectProvider;

/** Errors by what became of them. */
final class ErrorMeters implements MeterBinder {

    private final ErrorCounts counts;
    private final ObjectProvider<ErrorDelivery> delivery;
    private final Clock clock;

    ErrorMeters(ErrorCounts counts, ObjectProvider<ErrorDelivery> delivery, Clock clock) {
        this.counts = counts;
        this.delivery = delivery;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (ErrorOutcome outcome : ErrorOutcome.values()) {
            FunctionCounter.builder("vigie.errors.events", counts, known -> known.of(outcome))
                    .description("Errors and messages by what became of them")
                    .tag("outcome", outcome.outcome())
                    .tag("reason", outcome.reason())
                    .register(registry);
        }
        Gauge.builder("vigie.errors.queued", counts, ErrorCounts::queued)
                .description("Events handed over whose outcome is not known yet")
                .register(registry);
        delivery.ifAvailable(known -> Gauge.builder("vigie.errors.last.success.age", known, this::secondsSinceSuccess)
                .description("Time since the error tracker last took something; NaN until it did")
                .baseUnit("seconds")
                .register(registry));
    }

    private double secondsSinceSuccess(ErrorDelivery known) {
        Instant success = known.read().lastSuccess();
        return success == null
                ? Double.NaN
                : Math.max(0, Duration.between(success, clock.instant()).toMillis() / 1000.0);
    }
}
