package dev.vigie.health;

import dev.vigie.feature.ConditionalOnFeature;
import dev.vigie.feature.FeatureAutoConfiguration;
import java.io.File;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The checks, on any Spring Boot line. */
@AutoConfiguration(after = FeatureAutoConfiguration.class)
@ConditionalOnFeature(value = "health", missing = "no actuator")
@ConditionalOnClass(name = "org.springframework.boot.actuate.endpoint.annotation.Endpoint")
@EnableConfigurationProperties(HealthProperties.class)
public final class HealthAutoConfiguration {

    @Bean
    HealthChecks vigieHealthChecks(ObjectProvider<HealthCheck> checks) {
        return new HealthChecks(checks::orderedStream);
    }

    @Bean
    @ConditionalOnFeature("health.disk")
    DiskHealthCheck vigieDiskCheck(HealthProperties properties) {
        return new DiskHealthCheck(
                new File(properties.disk().path()), properties.disk().maxUsedPercent());
    }

    @Bean
    @ConditionalOnFeature("health.cpu")
    CpuHealthCheck vigieCpuCheck(HealthProperties properties) {
        return CpuHealthCheck.of(properties.cpu());
    }

    @Bean
    @ConditionalOnFeature("health.memory")
    MemoryHealthCheck vigieMemoryCheck(HealthProperties properties) {
        return MemoryHealthCheck.of(properties.memory());
    }

    @Bean
    HealthReport vigieHealthReport(ObjectProvider<HealthReader> reader) {
        return new HealthReport(reader);
    }
}
