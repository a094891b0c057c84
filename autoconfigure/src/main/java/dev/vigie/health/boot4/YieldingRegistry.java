package dev.vigie.health.boot4;

import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.registry.DefaultHealthContributorRegistry;
import org.springframework.boot.health.registry.HealthContributorRegistry;

/**
 * Spring Boot's registry, in which a contributor that the application registers itself takes the place of a check that
 * has its name. Our checks must be there early, and an application that came later would fail for that.
 */
final class YieldingRegistry extends DefaultHealthContributorRegistry {

    private final HealthContributorRegistry registry;
    private final Predicate<String> groupGivenUp;

    YieldingRegistry(HealthContributorRegistry registry, Predicate<String> groupGivenUp) {
        this.registry = registry;
        this.groupGivenUp = groupGivenUp;
    }

    @Override
    public synchronized void registerContributor(String name, HealthContributor contributor) {
        try {
            registry.registerContributor(name, contributor);
        } catch (IllegalStateException taken) {
            if (!yielded(name)) {
                throw taken;
            }
            registry.registerContributor(name, contributor);
        }
    }

    private boolean yielded(String name) {
        if (getContributor(name) instanceof CheckIndicator) {
            return registry.unregisterContributor(name) != null;
        }
        return groupGivenUp.test(name);
    }

    @Override
    public @Nullable HealthContributor unregisterContributor(String name) {
        return registry.unregisterContributor(name);
    }

    @Override
    public @Nullable HealthContributor getContributor(String name) {
        return registry.getContributor(name);
    }

    @Override
    public Stream<Entry> stream() {
        return registry.stream();
    }
}
