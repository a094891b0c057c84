package dev.vigie.health.boot4;

import dev.vigie.health.HangingHealthContract;
import java.util.Map;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class Boot4HangingHealthTests extends HangingHealthContract {

    @Override
    protected Class<?> configuration() {
        return Hanging.class;
    }

    private static HealthIndicator indicator() {
        return () -> Health.up().withDetails(gate.check().details()).build();
    }

    @Configuration(proxyBeanMethods = false)
    static class Hanging {

        @Bean
        HealthIndicator hanging() {
            return indicator();
        }

        @Bean
        HealthContributor many() {
            return CompositeHealthContributor.fromMap(Map.of("one", indicator(), "other", (HealthIndicator)
                    () -> Health.up().build()));
        }

        @Bean
        HealthIndicator fine() {
            return () -> Health.up().withDetail("mine", true).build();
        }
    }
}
