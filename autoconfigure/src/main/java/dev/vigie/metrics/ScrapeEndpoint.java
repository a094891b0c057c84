package dev.vigie.metrics;

import dev.vigie.feature.MetricsOutput;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;

/** Whether there is something to scrape, as Spring Boot's own list of endpoints over HTTP says it. */
record ScrapeEndpoint(ObjectProvider<MeterRegistry> registries, ObjectProvider<WebEndpointsSupplier> endpoints)
        implements MetricsOutput {

    private static final EndpointId ID = EndpointId.of("prometheus");

    @Override
    public boolean kept() {
        return registries.stream().findAny().isPresent();
    }

    @Override
    public boolean exposed() {
        return endpoints.stream()
                .flatMap(all -> all.getEndpoints().stream())
                .anyMatch(endpoint -> endpoint.getEndpointId().equals(ID));
    }
}
