package dev.vigie.health.boot4;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.registry.DefaultHealthContributorRegistry;
import org.springframework.boot.health.registry.HealthContributorRegistry;

/** Spring Boot's registry, as whose contributors their bounded views are read. */
final class BoundedRegistry extends DefaultHealthContributorRegistry {

    private final HealthContributorRegistry registry;
    private final BoundedContributors bounded;

    BoundedRegistry(HealthContributorRegistry registry, BoundedContributors bounded) {
        this.registry = registry;
        this.bounded = bounded;
    }

    @Override
    public void registerContributor(String name, HealthContributor contributor) {
        registry.registerContributor(name, contributor);
        bounded.forget(name);
    }

    @Override
    public @Nullable HealthContributor unregisterContributor(String name) {
        HealthContributor contributor = registry.unregisterContributor(name);
        bounded.forget(name);
        return contributor;
    }

    @Override
    public @Nullable HealthContributor getContributor(String name) {
        HealthContributor contributor = registry.getContributor(name);
        return contributor == null ? null : bounded.view(name, contributor);
    }

    @Override
    public Stream<Entry> stream() {
        return bounded.views(registry);
    }
}
