package dev.vigie.health.boot4;

import dev.vigie.health.CompositeHealthContract;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class Boot4CompositeHealthTests extends CompositeHealthContract {

    @Override
    protected Class<?> configuration() {
        return Own.class;
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {

        @Bean
        HealthContributor tenants() {
            return new OwnComposite();
        }

        @Bean
        HealthIndicator fine() {
            return indicator("UP");
        }
    }

    private static HealthIndicator indicator(String status) {
        return () -> Health.status(status).build();
    }

    private static final class OwnComposite implements CompositeHealthContributor {

        @Override
        @SuppressWarnings("NullAway") // what a careless application does
        public Stream<Entry> stream() {
            return tenants.named().entrySet().stream()
                    .map(member -> member.getValue() == null
                            ? null
                            : new Entry(member.getKey(), indicator(member.getValue())));
        }

        @Override
        public @Nullable HealthContributor getContributor(String name) {
            String status = tenants.member(name);
            return status == null ? null : indicator(status);
        }
    }
}
