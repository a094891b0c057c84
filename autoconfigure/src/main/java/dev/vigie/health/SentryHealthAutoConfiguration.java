package dev.vigie.health;

import dev.vigie.feature.ConditionalOnFeature;
import dev.vigie.feature.ErrorDelivery;
import dev.vigie.feature.FeatureProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** The state of Sentry, where its SDK is. */
@AutoConfiguration(after = HealthAutoConfiguration.class)
@ConditionalOnFeature("health")
@ConditionalOnClass(name = "io.sentry.Sentry")
@ConditionalOnBean(HealthChecks.class)
public final class SentryHealthAutoConfiguration {

    @Bean
    SentryState vigieSentryState(
            Environment environment, FeatureProperties properties, ObjectProvider<ErrorDelivery> delivery) {
        return new SentrySdk(environment, properties.environment(), delivery);
    }

    @Bean
    @ConditionalOnFeature("health.sentry")
    SentryHealthCheck vigieSentryCheck(SentryState state) {
        return new SentryHealthCheck(state);
    }
}
