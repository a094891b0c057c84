package dev.vigie.health.boot3;

import dev.vigie.health.ContributorReader;
import dev.vigie.health.HealthResult;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.NamedContributors;

/** Reads the contributors of Spring Boot's registry. */
final class RegistryReader extends ContributorReader<HealthContributor> {

    private final HealthContributorRegistry registry;

    RegistryReader(HealthContributorRegistry registry) {
        this.registry = registry;
    }

    @Override
    protected Map<String, HealthContributor> contributors() {
        return byName(registry);
    }

    @Override
    @SuppressWarnings("unchecked") // as Spring Boot's own endpoint does
    protected @Nullable Map<String, HealthContributor> children(HealthContributor contributor) {
        return contributor instanceof NamedContributors<?> composite
                ? byName((NamedContributors<HealthContributor>) composite)
                : null;
    }

    @Override
    protected @Nullable HealthResult check(HealthContributor contributor) {
        Health health = ((HealthIndicator) contributor).getHealth(true);
        return health == null ? null : Conversion.fromBoot(health);
    }

    private static Map<String, HealthContributor> byName(NamedContributors<HealthContributor> contributors) {
        Map<String, HealthContributor> byName = new LinkedHashMap<>();
        contributors.forEach(entry -> byName.put(entry.getName(), entry.getContributor()));
        return byName;
    }
}
