package dev.vigie.web;

import io.micrometer.common.KeyValue;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.DefaultClientRequestObservationConvention;

/** Keeps the values of {@code uri} few that calls of {@code WebClient} are counted by. */
final class WebClientRouteConvention extends DefaultClientRequestObservationConvention {

    private final CalledRoutes routes;

    WebClientRouteConvention(CalledRoutes routes) {
        super(routes.meter());
        this.routes = routes;
    }

    @Override
    protected KeyValue uri(ClientRequestObservationContext context) {
        return routes.limited(super.uri(context));
    }
}
