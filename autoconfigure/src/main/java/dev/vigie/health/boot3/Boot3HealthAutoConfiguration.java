package dev.vigie.health.boot3;

import dev.vigie.feature.ConditionalOnFeature;
import dev.vigie.health.BoundedHealth;
import dev.vigie.health.HealthAddition;
import dev.vigie.health.HealthAutoConfiguration;
import dev.vigie.health.HealthChecks;
import dev.vigie.health.HealthGroups;
import dev.vigie.health.HealthProperties;
import dev.vigie.health.HealthReader;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthEndpointGroups;
import org.springframework.boot.actuate.health.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.actuate.health.ReactiveHealthContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Joins checks, groups and reader to the health API of Spring Boot 3.5. */
@AutoConfiguration(
        after = HealthAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.health.HealthEndpointAutoConfiguration",
            // Its groups are a copy of what they were: ours must be around them, to be able to give a name up.
            "org.springframework.boot.actuate.autoconfigure.availability.AvailabilityProbesAutoConfiguration"
        })
@ConditionalOnFeature("health")
@ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthContributorRegistry")
public final class Boot3HealthAutoConfiguration {

    @Bean
    static CheckRegistration vigieCheckRegistration(
            ObjectProvider<HealthChecks> checks,
            ObjectProvider<HealthEndpointGroups> groups,
            ObjectProvider<BoundedContributors> bounded) {
        return new CheckRegistration(checks, groups, bounded);
    }

    @Bean
    @ConditionalOnFeature("health.bounded")
    BoundedHealth<HealthContributor, Health> vigieBoundedHealth(
            HealthProperties properties, ObjectProvider<HealthAddition> additions) {
        return new BoundedHealth<>(new HealthApi(additions.orderedStream().toList()), properties);
    }

    @Bean
    @ConditionalOnFeature("health.bounded")
    BoundedContributors vigieBoundedContributors(BoundedHealth<HealthContributor, Health> kept) {
        return new BoundedContributors(kept);
    }

    @Bean
    HealthEndpointGroupsPostProcessor vigieHealthGroups(BeanFactory beanFactory) {
        return groups -> new ExtendedGroups(groups, HealthGroups.names(name -> isContributor(beanFactory, name)));
    }

    private static boolean isContributor(BeanFactory beanFactory, String name) {
        return beanFactory.containsBean(name)
                && (beanFactory.isTypeMatch(name, HealthContributor.class)
                        || beanFactory.isTypeMatch(name, ReactiveHealthContributor.class));
    }

    @Bean
    @ConditionalOnBean(HealthContributorRegistry.class)
    @ConditionalOnMissingBean(HealthReader.class)
    RegistryReader vigieHealthReader(HealthContributorRegistry registry, ObjectProvider<HealthEndpointGroups> groups) {
        return new RegistryReader(registry, groups);
    }
}
