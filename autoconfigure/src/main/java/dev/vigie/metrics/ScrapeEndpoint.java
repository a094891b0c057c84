package dev.vigie.metrics;

import dev.vigie.feature.MetricsOutput;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.core.env.Environment;

/** Whether there is something to scrape, as Spring Boot's own list of endpoints over HTTP says it. */
record ScrapeEndpoint(
        ObjectProvider<MeterRegistry> registries,
        ObjectProvider<WebEndpointsSupplier> endpoints,
        Environment environment)
        implements MetricsOutput {

    private static final EndpointId ID = EndpointId.of("prometheus");

    @Override
    public boolean kept() {
        return registries.stream().findAny().isPresent();
    }

    @Override
    public boolean exposed() {
        // Spring Boot lists them also where management.server.port=-1 answers none.
        return ManagementPortType.get(environment) != ManagementPortType.DISABLED
                && endpoints.stream()
                        .flatMap(all -> all.getEndpoints().stream())
                        .anyMatch(endpoint -> endpoint.getEndpointId().equals(ID));
    }
}
