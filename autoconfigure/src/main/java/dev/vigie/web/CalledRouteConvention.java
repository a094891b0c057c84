package dev.vigie.web;

import io.micrometer.common.KeyValue;
import org.springframework.http.client.observation.ClientRequestObservationContext;
import org.springframework.http.client.observation.DefaultClientRequestObservationConvention;

/** Keeps the values of {@code uri} few that calls of {@code RestClient} and {@code RestTemplate} are counted by. */
final class CalledRouteConvention extends DefaultClientRequestObservationConvention {

    private final CalledRoutes routes;

    CalledRouteConvention(CalledRoutes routes) {
        super(routes.meter());
        this.routes = routes;
    }

    @Override
    protected KeyValue uri(ClientRequestObservationContext context) {
        return routes.limited(super.uri(context));
    }
}
