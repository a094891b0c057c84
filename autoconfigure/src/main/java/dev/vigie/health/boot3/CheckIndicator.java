package dev.vigie.health.boot3;

import dev.vigie.health.HealthResult;
import java.util.function.Supplier;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** One of our checks among Spring Boot's contributors. */
record CheckIndicator(Supplier<HealthResult> check) implements HealthIndicator {

    @Override
    public Health health() {
        return Conversion.toBoot(check.get());
    }
}
