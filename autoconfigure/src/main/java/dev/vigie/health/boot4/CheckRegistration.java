package dev.vigie.health.boot4;

import dev.vigie.health.HealthChecks;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.health.registry.ReactiveHealthContributorRegistry;

/**
 * Puts the checks into Spring Boot's registry as soon as it exists, which is before Spring Boot validates that the
 * members of the application's groups do.
 */
final class CheckRegistration implements BeanPostProcessor {

    private final ObjectProvider<HealthChecks> checks;
    private final ObjectProvider<ReactiveHealthContributorRegistry> reactive;

    CheckRegistration(ObjectProvider<HealthChecks> checks, ObjectProvider<ReactiveHealthContributorRegistry> reactive) {
        this.checks = checks;
        this.reactive = reactive;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof HealthContributorRegistry registry) {
            ReactiveHealthContributorRegistry other = reactive.getIfAvailable();
            checks.getObject()
                    .registerAll(
                            name -> isTaken(name, registry, other),
                            (name, check) -> registry.registerContributor(
                                    name, (HealthIndicator) () -> Conversion.toBoot(check.get())));
        }
        return bean;
    }

    /** Spring Boot 4 keeps reactive contributors in a second registry and asks that one last. */
    private static boolean isTaken(
            String name, HealthContributorRegistry registry, @Nullable ReactiveHealthContributorRegistry other) {
        return registry.getContributor(name) != null || (other != null && other.getContributor(name) != null);
    }
}
