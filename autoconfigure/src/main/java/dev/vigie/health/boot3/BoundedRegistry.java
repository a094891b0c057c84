package dev.vigie.health.boot3;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.DefaultHealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthContributorNameFactory;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.NamedContributor;

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
        forget(name);
    }

    @Override
    public @Nullable HealthContributor unregisterContributor(String name) {
        HealthContributor contributor = registry.unregisterContributor(name);
        forget(name);
        return contributor;
    }

    @Override
    public @Nullable HealthContributor getContributor(String name) {
        HealthContributor contributor = registry.getContributor(name);
        return contributor == null ? null : bounded.view(name, contributor);
    }

    @Override
    public Iterator<NamedContributor<HealthContributor>> iterator() {
        return bounded.views(registry);
    }

    private void forget(String name) {
        bounded.forget(HealthContributorNameFactory.INSTANCE.apply(name));
    }
}
