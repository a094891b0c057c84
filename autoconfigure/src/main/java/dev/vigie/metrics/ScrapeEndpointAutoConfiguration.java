package dev.vigie.metrics;

import dev.vigie.feature.ConditionalOnFeature;
import dev.vigie.feature.MetricsOutput;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** What becomes of meters where there are endpoints over HTTP. */
@AutoConfiguration
@ConditionalOnFeature("metrics")
@ConditionalOnWebApplication
@ConditionalOnClass({MeterRegistry.class, WebEndpointsSupplier.class})
public final class ScrapeEndpointAutoConfiguration {

    @Bean
    MetricsOutput vigieMetricsOutput(
            ObjectProvider<MeterRegistry> registries,
            ObjectProvider<WebEndpointsSupplier> endpoints,
            Environment environment) {
        return new ScrapeEndpoint(registries, endpoints, environment);
    }
}
