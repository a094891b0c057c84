package dev.vigie.health.boot4;

import dev.vigie.health.ContributorReader;
import dev.vigie.health.HealthResult;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.health.registry.ReactiveHealthContributorRegistry;

/** Reads the contributors of Spring Boot's registries. */
final class RegistryReader extends ContributorReader<HealthContributor> {

    private final HealthContributors registry;

    RegistryReader(HealthContributorRegistry registry, @Nullable ReactiveHealthContributorRegistry reactive) {
        this.registry = reactive == null ? registry : HealthContributors.of(registry, reactive.asHealthContributors());
    }

    @Override
    protected Map<String, HealthContributor> contributors() {
        return byName(registry);
    }

    @Override
    protected @Nullable Map<String, HealthContributor> children(HealthContributor contributor) {
        return contributor instanceof HealthContributors composite ? byName(composite) : null;
    }

    @Override
    protected @Nullable HealthResult check(HealthContributor contributor) {
        Health health = ((HealthIndicator) contributor).health(true);
        return health == null ? null : Conversion.fromBoot(health);
    }

    private static Map<String, HealthContributor> byName(HealthContributors contributors) {
        Map<String, HealthContributor> byName = new LinkedHashMap<>();
        contributors.forEach(entry -> byName.put(entry.name(), entry.contributor()));
        return byName;
    }
}
