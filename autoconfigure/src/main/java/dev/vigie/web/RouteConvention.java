package dev.vigie.web;

import dev.vigie.metrics.TagLimit;
import io.micrometer.common.KeyValue;
import java.util.Set;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * Gives Micrometer's {@code uri} the route that log lines and events carry, so that one string finds a request in all
 * three. Spring has several words for a request without a route ({@code UNKNOWN}, {@code NOT_FOUND}, {@code /**}). Of
 * too many routes the last ones are one: Spring Boot's own limit would take their meters away.
 */
final class RouteConvention extends DefaultServerRequestObservationConvention {

    /** What it is while the request runs, and where no route was found. */
    static final Set<String> ALWAYS = Set.of("UNKNOWN", WatchedRequest.UNMATCHED);

    private final TagLimit routes;

    RouteConvention(String name, TagLimit routes) {
        super(name);
        this.routes = routes;
    }

    @Override
    protected KeyValue uri(ServerRequestObservationContext context) {
        WatchedRequest watched = WatchedRequest.of(context.getCarrier());
        // At the start of the observation our filter has not seen the request yet; what counts is said at its end.
        String route = watched == null ? super.uri(context).getValue() : watched.route();
        return KeyValue.of("uri", routes.limited(route));
    }
}
