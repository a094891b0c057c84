package dev.vigie.health.boot4;

import dev.vigie.health.BoundedHealth;
import dev.vigie.health.Visit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;

/** An indicator as its readers see it: what it said last. */
record BoundedIndicator(
        String path, HealthIndicator indicator, BoundedHealth<HealthContributor, Health> kept, Visit visit)
        implements HealthIndicator {

    @Override
    public @Nullable Health health(boolean includeDetails) {
        return kept.read(visit, path, indicator, includeDetails);
    }

    @Override
    public @Nullable Health health() {
        return health(true);
    }
}
