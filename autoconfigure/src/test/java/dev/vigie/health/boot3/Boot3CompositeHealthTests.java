package dev.vigie.health.boot3;

import dev.vigie.health.CompositeHealthContract;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.NamedContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class Boot3CompositeHealthTests extends CompositeHealthContract {

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
        public Iterator<NamedContributor<HealthContributor>> iterator() {
            List<NamedContributor<HealthContributor>> members = new ArrayList<>();
            tenants.named()
                    .forEach((name, status) ->
                            members.add(status == null ? null : NamedContributor.of(name, indicator(status))));
            return members.iterator();
        }

        @Override
        public @Nullable HealthContributor getContributor(String name) {
            String status = tenants.member(name);
            return status == null ? null : indicator(status);
        }
    }
}
