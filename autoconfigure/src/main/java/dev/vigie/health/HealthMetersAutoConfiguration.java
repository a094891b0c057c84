package dev.vigie.health;

import dev.vigie.feature.ConditionalOnFeature;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** The health of each component as a meter, where results are kept. */
@AutoConfiguration(
        afterName = {
            "dev.vigie.health.boot3.Boot3HealthAutoConfiguration",
            "dev.vigie.health.boot4.Boot4HealthAutoConfiguration"
        })
@ConditionalOnFeature({"health", "metrics"})
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(BoundedHealth.class)
public final class HealthMetersAutoConfiguration {

    @Bean
    MeterBinder vigieHealthMeters(BoundedHealth<?, ?> health) {
        return new HealthMeters(health);
    }
}
