package dev.vigie.health.boot4;

import dev.vigie.health.HealthResult;
import org.springframework.boot.health.contributor.Health;

/** Between our result and Spring Boot's. */
final class Conversion {

    private Conversion() {}

    static Health toBoot(HealthResult result) {
        return Health.status(result.status().name())
                .withDetails(result.details())
                .build();
    }

    static HealthResult fromBoot(Health health) {
        return new HealthResult(HealthResult.Status.of(health.getStatus().getCode()), health.getDetails());
    }
}
