package dev.vigie.web;

import dev.vigie.metrics.TagLimit;
import io.micrometer.common.KeyValue;
import java.util.Set;
import org.springframework.http.client.observation.ClientRequestObservationContext;
import org.springframework.http.client.observation.DefaultClientRequestObservationConvention;

/**
 * Keeps the values of {@code uri} few that calls of {@code RestClient} and {@code RestTemplate} are counted by: who
 * puts ids into addresses instead of giving a template makes one of each. Spring Boot's own limit would take their
 * meters away.
 */
final class CalledRouteConvention extends DefaultClientRequestObservationConvention {

    /** What it is without a template. */
    static final Set<String> ALWAYS = Set.of("none");

    private final TagLimit routes;

    CalledRouteConvention(String name, TagLimit routes) {
        super(name);
        this.routes = routes;
    }

    @Override
    protected KeyValue uri(ClientRequestObservationContext context) {
        return KeyValue.of("uri", routes.limited(super.uri(context).getValue()));
    }
}
