package dev.vigie.health.boot4;

import dev.vigie.health.HealthResult;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** One of our checks among Spring Boot's contributors. */
record CheckIndicator(Supplier<HealthResult> check) implements HealthIndicator {

    @Override
    public Health health() {
        return Conversion.toBoot(check.get());
    }
}
