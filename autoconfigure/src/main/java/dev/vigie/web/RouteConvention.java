package dev.vigie.web;

import io.micrometer.common.KeyValue;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * Gives Micrometer's {@code uri} the route that log lines and events carry, so that one string finds a request in all
 * three. Spring has several words for a request without a route ({@code UNKNOWN}, {@code NOT_FOUND}, {@code /**}).
 */
final class RouteConvention extends DefaultServerRequestObservationConvention {

    RouteConvention(String name) {
        super(name);
    }

    @Override
    protected KeyValue uri(ServerRequestObservationContext context) {
        WatchedRequest watched = WatchedRequest.of(context.getCarrier());
        // At the start of the observation our filter has not seen the request yet; what counts is said at its end.
        return watched == null ? super.uri(context) : KeyValue.of("uri", watched.route());
    }
}
