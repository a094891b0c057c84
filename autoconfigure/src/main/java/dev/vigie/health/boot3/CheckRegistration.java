package dev.vigie.health.boot3;

import dev.vigie.health.HealthChecks;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * Puts the checks into Spring Boot's registry as soon as it exists, which is before Spring Boot validates that the
 * members of the application's groups do.
 */
final class CheckRegistration implements BeanPostProcessor {

    private final ObjectProvider<HealthChecks> checks;

    CheckRegistration(ObjectProvider<HealthChecks> checks) {
        this.checks = checks;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof HealthContributorRegistry registry) {
            checks.getObject()
                    .registerAll(
                            name -> registry.getContributor(name) != null,
                            (name, check) -> registry.registerContributor(
                                    name, (HealthIndicator) () -> Conversion.toBoot(check.get())));
        }
        return bean;
    }
}
