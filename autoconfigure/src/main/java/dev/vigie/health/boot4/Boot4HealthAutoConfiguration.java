package dev.vigie.health.boot4;

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
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.ReactiveHealthContributor;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.health.registry.ReactiveHealthContributorRegistry;
import org.springframework.context.annotation.Bean;

/** Joins checks, groups and reader to the health API of Spring Boot 4.x. */
@AutoConfiguration(
        after = HealthAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration",
            // Its groups are a copy of what they were: ours must be around them, to be able to give a name up.
            "org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration"
        })
@ConditionalOnFeature("health")
@ConditionalOnClass(name = "org.springframework.boot.health.registry.HealthContributorRegistry")
public final class Boot4HealthAutoConfiguration {

    @Bean
    static CheckRegistration vigieCheckRegistration(
            ObjectProvider<HealthChecks> checks,
            ObjectProvider<ReactiveHealthContributorRegistry> reactive,
            ObjectProvider<HealthEndpointGroups> groups,
            ObjectProvider<BoundedContributors> bounded) {
        return new CheckRegistration(checks, reactive, groups, bounded);
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
    RegistryReader vigieHealthReader(
            HealthContributorRegistry registry,
            ObjectProvider<ReactiveHealthContributorRegistry> reactive,
            ObjectProvider<HealthEndpointGroups> groups) {
        return new RegistryReader(registry, reactive.getIfAvailable(), groups);
    }
}
