package dev.vigie.web;

import dev.vigie.feature.ConditionalOnFeature;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** The counters of requests that ended in an error or were slow, at 0 from the start. */
@AutoConfiguration(after = WebAutoConfiguration.class)
@ConditionalOnFeature({"web", "metrics"})
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(RequestCounts.class)
public final class WebMetersAutoConfiguration {

    @Bean
    MeterBinder vigieRequestMeters(RequestCounts counts) {
        return registry -> {
            FunctionCounter.builder("vigie.web.failures", counts, RequestCounts::clientErrors)
                    .description("Requests that ended with an error status")
                    .tag("outcome", "client_error")
                    .register(registry);
            FunctionCounter.builder("vigie.web.failures", counts, RequestCounts::serverErrors)
                    .description("Requests that ended with an error status")
                    .tag("outcome", "server_error")
                    .register(registry);
            FunctionCounter.builder("vigie.web.requests.slow", counts, RequestCounts::slow)
                    .description("Requests that took longer than vigie.web.slow-threshold")
                    .register(registry);
            FunctionCounter.builder("vigie.web.integrity.violations", counts, RequestCounts::integrityViolations)
                    .description("Requests that ran into a constraint of the database, whoever answered them")
                    .register(registry);
        };
    }
}
