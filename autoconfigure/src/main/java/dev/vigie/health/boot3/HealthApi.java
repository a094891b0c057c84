package dev.vigie.health.boot3;

import dev.vigie.health.ContributorApi;
import dev.vigie.health.HealthAddition;
import dev.vigie.health.HealthResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
    @SuppressWarnings("unchecked") // as Spring Boot's own endpoint does
    public @Nullable HealthContributor child(HealthContributor composite, String name) {
        return ((NamedContributors<HealthContributor>) composite).getContributor(name);
    }

    @Override
    public boolean isFixed(HealthContributor contributor) {
        if (!(contributor instanceof NamedContributors<?>)) {
            return true;
        }
        // One of Spring Boot's may stand for a reactive composite of the application.
        return isSprings(contributor) && !contributor.getClass().getName().contains("Reactive");
    }

    private static boolean isSprings(HealthContributor contributor) {
        return contributor.getClass().getName().startsWith("org.springframework.boot.");
    }

    @Override
    public boolean isInMemory(HealthContributor contributor) {
        return contributor instanceof AvailabilityStateHealthIndicator
                || contributor instanceof PingHealthIndicator
                || contributor instanceof SayingIndicator;
    }

    @Override
    public boolean isCheck(HealthContributor contributor) {
        return contributor instanceof CheckIndicator;
    }

    @Override
    public @Nullable Health ask(String path, HealthContributor contributor) {
        Health health = ((HealthIndicator) contributor).getHealth(true);
        // What the application says itself is told as it is.
        return health == null || !isSprings(contributor) ? health : added(path, health);
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
    public HealthContributor saying(Function<Boolean, @Nullable Health> said) {
        return new SayingIndicator(said);
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
        contributors.forEach(entry -> {
            // A careless composite names nothing where something is missing; Spring Boot's answer would be an error.
            if (entry != null && entry.getName() != null && entry.getContributor() != null) {
                byName.put(entry.getName(), entry.getContributor());
            }
        });
        return byName;
    }
}
