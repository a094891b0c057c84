package dev.vigie.web;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of a request that is over.
 *
 * @param origin where it went, or null when that cannot be read any more
 * @param rawQuery the query as it was sent, or null for none
 * @param clientIp the address it came from, or null
 */
record EndedRequest(
        String route,
        @Nullable Origin origin,
        @Nullable String rawQuery,
        @Nullable String clientIp,
        int status,
        long durationNanos) {

    /** The address, or the path alone; put together when somebody asks for it, which for most requests nobody does. */
    String url(String path) {
        return origin == null ? path : origin.url(path);
    }

    /** Where a request went. */
    record Origin(String scheme, String host, int port) {

        private String url(String path) {
            boolean isUsual = port <= 0 || port == ("https".equals(scheme) ? 443 : 80);
            return RequestReading.bounded(scheme + "://" + host + (isUsual ? "" : ":" + port) + path);
        }
    }
}
