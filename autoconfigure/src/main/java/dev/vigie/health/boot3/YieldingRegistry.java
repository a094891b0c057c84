package dev.vigie.health.boot3;

import java.util.Iterator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.DefaultHealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthContributorNameFactory;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.NamedContributor;

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
        if (getContributor(HealthContributorNameFactory.INSTANCE.apply(name)) instanceof CheckIndicator) {
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
    public Iterator<NamedContributor<HealthContributor>> iterator() {
        return registry.iterator();
    }
}
