package dev.vigie.web;

import dev.vigie.errors.RequestFacts;
import dev.vigie.errors.RequestScopes;
import dev.vigie.errors.RequestScopes.RequestScope;
import dev.vigie.logging.LogFields;
import dev.vigie.privacy.Masking;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.servlet.HandlerMapping;

/**
 * One request over all its dispatches: its ids, its route and its outcome. While it runs it reads the servlet request;
 * when it is over it keeps a few strings, because the container uses the servlet request again for somebody else.
 */
final class WatchedRequest implements RequestFacts {

    /** Where no handler mapping wanted the request. */
    static final String UNMATCHED = "<unmatched>";

    private static final String ATTRIBUTE = WatchedRequest.class.getName();
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");
    private static final List<String> SHOWN_HEADERS =
            List.of("Accept", "Accept-Language", "Content-Length", "Content-Type", "Host", "Origin", "User-Agent");
    private static final int LONGEST_TEXT = 2048;

    private final Masking masking;
    private final long startMillis;
    private final long startNanos;
    private final String method;
    private final String path;
    private final String requestId;
    private final RequestScope scope;
    private final String traceId;
    private final boolean traceIdIsOurs;

    private volatile @Nullable HttpServletRequest running;
    private volatile @Nullable Outcome outcome;
    private volatile @Nullable String eventId;
    private volatile @Nullable Throwable thrown;

    WatchedRequest(HttpServletRequest request, String requestId, RequestScopes scopes, Masking masking, long now) {
        this.masking = masking;
        this.startMillis = now;
        this.startNanos = System.nanoTime();
        this.method = METHODS.contains(request.getMethod()) ? request.getMethod() : "OTHER";
        this.path = bounded(request.getRequestURI());
        this.requestId = requestId;
        this.running = request;
        this.scope = scopes.open(
                this, new RequestScopes.Incoming(request, request.getHeader("sentry-trace"), baggageOf(request)));
        String tracersId = MDC.get(LogFields.TRACE_ID);
        this.traceIdIsOurs = tracersId == null;
        this.traceId = tracersId != null ? tracersId : traceIdOf(request, scope);
        request.setAttribute(ATTRIBUTE, this);
    }

    /** The watched request behind a servlet request, or null when the filter has not seen it. */
    static @Nullable WatchedRequest of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof WatchedRequest watched ? watched : null;
    }

    RequestScope scope() {
        return scope;
    }

    String traceId() {
        return traceId;
    }

    /** The event of the error this request failed with, or null when none was sent. */
    @Nullable
    String eventId() {
        return eventId;
    }

    /** The last exception a handler threw, whoever answered it; null when there was none. */
    @Nullable
    Throwable thrown() {
        return thrown;
    }

    void saw(Throwable exception) {
        this.thrown = exception;
    }

    void failedAs(@Nullable String event) {
        this.eventId = event;
    }

    /** Puts the ids where log lines find them. */
    void putLogFields() {
        MDC.put(LogFields.REQUEST_ID, requestId);
        if (traceIdIsOurs) {
            MDC.put(LogFields.TRACE_ID, traceId);
        }
    }

    /** From here on log lines carry the route, too. */
    void putRoute() {
        MDC.put(LogFields.ROUTE, transaction());
    }

    void removeLogFields() {
        MDC.remove(LogFields.REQUEST_ID);
        MDC.remove(LogFields.ROUTE);
        if (traceIdIsOurs) {
            MDC.remove(LogFields.TRACE_ID);
        }
    }

    /** Ends it; only the first call counts. Returns whether this was the first. */
    synchronized boolean finish(int status) {
        HttpServletRequest request = running;
        if (request == null) {
            return false;
        }
        long durationMs = (System.nanoTime() - startNanos) / 1_000_000;
        outcome = new Outcome(
                route(request, status), url(request), request.getQueryString(), clientIp(), status, durationMs);
        running = null;
        scope.finish(status);
        return true;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public String url() {
        HttpServletRequest request = running;
        Outcome over = outcome;
        return request != null ? url(request) : over != null ? over.url() : path;
    }

    @Override
    public @Nullable String query() {
        HttpServletRequest request = running;
        Outcome over = outcome;
        String raw = request != null ? request.getQueryString() : over != null ? over.rawQuery() : null;
        return raw == null ? null : masking.query(bounded(raw));
    }

    @Override
    public String transaction() {
        return method + " " + route();
    }

    /** The route template, such as {@code /organisations/{id}}, or {@link #UNMATCHED}. */
    String route() {
        HttpServletRequest request = running;
        Outcome over = outcome;
        return request != null ? route(request, 0) : over != null ? over.route() : UNMATCHED;
    }

    @Override
    public String requestId() {
        return requestId;
    }

    @Override
    public @Nullable String clientIp() {
        HttpServletRequest request = running;
        Outcome over = outcome;
        return request != null ? request.getRemoteAddr() : over != null ? over.clientIp() : null;
    }

    @Override
    public Map<String, String> headers() {
        HttpServletRequest request = running;
        if (request == null) {
            return Map.of();
        }
        Map<String, String> shown = new LinkedHashMap<>();
        for (String name : SHOWN_HEADERS) {
            String value = request.getHeader(name);
            if (value != null) {
                shown.put(name, bounded(value));
            }
        }
        return shown;
    }

    @Override
    public Instant startedAt() {
        return Instant.ofEpochMilli(startMillis);
    }

    @Override
    public @Nullable Integer status() {
        Outcome over = outcome;
        return over == null ? null : over.status();
    }

    @Override
    public @Nullable Long durationMs() {
        Outcome over = outcome;
        return over == null ? null : over.durationMs();
    }

    private static String route(HttpServletRequest request, int status) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (pattern == null || (status == 404 && pattern.equals("/**"))) {
            // The resource handler takes every path; that it found nothing is no route.
            return UNMATCHED;
        }
        String route = pattern.toString();
        return route.isEmpty() ? "/" : route;
    }

    private static String url(HttpServletRequest request) {
        return bounded(request.getRequestURL().toString());
    }

    private static @Nullable List<String> baggageOf(HttpServletRequest request) {
        return request.getHeader("baggage") == null ? null : Collections.list(request.getHeaders("baggage"));
    }

    private static String traceIdOf(HttpServletRequest request, RequestScope scope) {
        String trackers = scope.traceId();
        return trackers != null ? trackers : RequestIds.traceId(request.getHeader("traceparent"));
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...";
    }

    private record Outcome(
            String route,
            String url,
            @Nullable String rawQuery,
            @Nullable String clientIp,
            int status,
            long durationMs) {}
}
