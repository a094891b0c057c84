package dev.vigie.health.boot4;

import dev.vigie.health.HealthChecks;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.health.registry.ReactiveHealthContributorRegistry;

/**
 * Puts the checks into Spring Boot's registry as soon as it exists, which is before Spring Boot validates that the
 * members of the application's groups do.
 */
final class CheckRegistration implements BeanPostProcessor {

    private final ObjectProvider<HealthChecks> checks;
    private final ObjectProvider<ReactiveHealthContributorRegistry> reactive;

    private final ObjectProvider<HealthEndpointGroups> groups;

    private final ObjectProvider<BoundedContributors> bounded;

    CheckRegistration(
            ObjectProvider<HealthChecks> checks,
            ObjectProvider<ReactiveHealthContributorRegistry> reactive,
            ObjectProvider<HealthEndpointGroups> groups,
            ObjectProvider<BoundedContributors> bounded) {
        this.checks = checks;
        this.reactive = reactive;
        this.groups = groups;
        this.bounded = bounded;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof HealthContributorRegistry registry) {
            ReactiveHealthContributorRegistry other = reactive.getIfAvailable();
            checks.getObject()
                    .registerAll(
                            name -> isTaken(name, registry, other),
                            (name, check) -> registry.registerContributor(name, new CheckIndicator(check)));
            // A registry of the application stays the object it is; there, the one that comes first has the name.
            return isSprings(bean) ? bounded(new YieldingRegistry(registry, this::givesUpGroup)) : bean;
        }
        if (bean instanceof ReactiveHealthContributorRegistry registry && isSprings(bean)) {
            BoundedContributors available = bounded.getIfAvailable();
            return available == null ? bean : available.of(registry);
        }
        return bean;
    }

    private HealthContributorRegistry bounded(HealthContributorRegistry registry) {
        BoundedContributors available = bounded.getIfAvailable();
        return available == null ? registry : available.of(registry);
    }

    private static boolean isSprings(Object bean) {
        return bean.getClass().getName().startsWith("org.springframework.boot.");
    }

    private boolean givesUpGroup(String name) {
        return groups.getIfAvailable() instanceof ExtendedGroups extended && extended.giveUp(name);
    }

    /** Spring Boot 4 keeps reactive contributors in a second registry and asks that one last. */
    private static boolean isTaken(
            String name, HealthContributorRegistry registry, @Nullable ReactiveHealthContributorRegistry other) {
        return registry.getContributor(name) != null || (other != null && other.getContributor(name) != null);
    }
}
