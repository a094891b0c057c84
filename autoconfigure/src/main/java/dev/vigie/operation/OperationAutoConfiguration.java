package dev.vigie.operation;

import dev.vigie.errors.Spans;
import dev.vigie.feature.ConditionalOnFeature;
import dev.vigie.privacy.Masking;
import dev.vigie.privacy.PrivacyAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** What an application calls; observations, SQL and Redis have auto-configurations of their own. */
@AutoConfiguration(after = {PrivacyAutoConfiguration.class, OperationMetersAutoConfiguration.class})
@ConditionalOnFeature("operation")
@ConditionalOnBean(Masking.class)
@EnableConfigurationProperties(OperationProperties.class)
public final class OperationAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(Operations.class)
    WatchedOperations vigieOperations(
            ObjectProvider<Spans> spans,
            ObjectProvider<OperationTimers> timers,
            Masking masking,
            OperationProperties properties) {
        return new WatchedOperations(
                spans.getIfUnique(() -> Spans.NONE),
                timers.getIfUnique(() -> OperationTimers.NONE),
                masking,
                new SlowOperations(properties.slowThreshold()));
    }
}
