package dev.vigie.metrics;

/**
 * What the requests of one route were like.
 *
 * @param route method and template such as {@code GET /organisations/{id}}; {@code OTHER} for all routes together that
 *     found no room of their own
 * @param summary of these requests alone
 */
public record RouteSummary(String route, RequestSummary summary) {}
