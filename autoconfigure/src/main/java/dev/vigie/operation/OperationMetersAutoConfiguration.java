package dev.vigie.operation;

import dev.vigie.feature.ConditionalOnFeature;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The timers of operations. */
@AutoConfiguration
@ConditionalOnFeature({"operation", "metrics"})
@ConditionalOnClass(MeterRegistry.class)
@EnableConfigurationProperties(OperationProperties.class)
public final class OperationMetersAutoConfiguration {

    @Bean
    OperationTimers vigieOperationTimers(ObjectProvider<MeterRegistry> registries, OperationProperties properties) {
        return new MicrometerTimers(registries, properties);
    }
}
