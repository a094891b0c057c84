package dev.vigie.health.boot3;

import dev.vigie.health.HealthChecks;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthEndpointGroups;

/**
 * Puts the checks into Spring Boot's registry as soon as it exists, which is before Spring Boot validates that the
 * members of the application's groups do.
 */
final class CheckRegistration implements BeanPostProcessor {

    private final ObjectProvider<HealthChecks> checks;

    private final ObjectProvider<HealthEndpointGroups> groups;

    private final ObjectProvider<BoundedContributors> bounded;

    CheckRegistration(
            ObjectProvider<HealthChecks> checks,
            ObjectProvider<HealthEndpointGroups> groups,
            ObjectProvider<BoundedContributors> bounded) {
        this.checks = checks;
        this.groups = groups;
        this.bounded = bounded;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof HealthContributorRegistry registry) {
            checks.getObject()
                    .registerAll(
                            name -> registry.getContributor(name) != null,
                            (name, check) -> registry.registerContributor(name, new CheckIndicator(check)));
            // A registry of the application stays the object it is; there, the one that comes first has the name.
            boolean springs = bean.getClass().getName().startsWith("org.springframework.boot.");
            return springs ? bounded(new YieldingRegistry(registry, this::givesUpGroup)) : bean;
        }
        return bean;
    }

    private HealthContributorRegistry bounded(HealthContributorRegistry registry) {
        BoundedContributors available = bounded.getIfAvailable();
        return available == null ? registry : available.of(registry);
    }

    private boolean givesUpGroup(String name) {
        return groups.getIfAvailable() instanceof ExtendedGroups extended && extended.giveUp(name);
    }
}
