package dev.vigie.health.boot3;

import dev.vigie.health.ContributorApi;
import dev.vigie.health.HealthAddition;
import dev.vigie.health.HealthResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.availability.AvailabilityStateHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.NamedContributors;
import org.springframework.boot.actuate.health.PingHealthIndicator;

/** The contributors of Spring Boot 3.5. */
final class HealthApi implements ContributorApi<HealthContributor, Health> {

    private final List<HealthAddition> additions;

    HealthApi(List<HealthAddition> additions) {
        this.additions = additions;
    }

    @Override
    @SuppressWarnings("unchecked") // as Spring Boot's own endpoint does
    public @Nullable Map<String, HealthContributor> children(HealthContributor contributor) {
        return contributor instanceof NamedContributors<?> composite
                ? byName((NamedContributors<HealthContributor>) composite)
                : null;
    }

    @Override
    public boolean isFixed(HealthContributor contributor) {
        return !(contributor instanceof NamedContributors<?>)
                || contributor.getClass().getName().startsWith("org.springframework.boot.");
    }

    @Override
    public boolean isInMemory(HealthContributor contributor) {
        return contributor instanceof AvailabilityStateHealthIndicator || contributor instanceof PingHealthIndicator;
    }

    @Override
    public boolean isCheck(HealthContributor contributor) {
        return contributor instanceof CheckIndicator;
    }

    @Override
    public @Nullable Health ask(String path, HealthContributor contributor) {
        Health health = ((HealthIndicator) contributor).getHealth(true);
        // What the application says itself is told as it is.
        boolean springs = contributor.getClass().getName().startsWith("org.springframework.boot.");
        return health == null || !springs ? health : added(path, health);
    }

    private Health added(String path, Health health) {
        HealthResult said = Conversion.fromBoot(health);
        HealthResult more = said;
        for (HealthAddition addition : additions) {
            more = addition.to(path, more);
        }
        return more.equals(said) ? health : Conversion.toBoot(more);
    }

    @Override
    public Health health(HealthResult result) {
        return Conversion.toBoot(result);
    }

    @Override
    public HealthResult.Status status(Health health) {
        return HealthResult.Status.of(health.getStatus().getCode());
    }

    @Override
    public Health with(Health health, Map<String, Object> details) {
        return Health.status(health.getStatus())
                .withDetails(health.getDetails())
                .withDetails(details)
                .build();
    }

    @Override
    public Health bare(Health health) {
        return Health.status(health.getStatus()).build();
    }

    static Map<String, HealthContributor> byName(NamedContributors<HealthContributor> contributors) {
        Map<String, HealthContributor> byName = new LinkedHashMap<>();
        contributors.forEach(entry -> byName.put(entry.getName(), entry.getContributor()));
        return byName;
    }
}
