package dev.vigie.web;

import dev.vigie.errors.RequestFacts;
import dev.vigie.errors.RequestScopes;
import dev.vigie.errors.RequestScopes.RequestScope;
import dev.vigie.logging.LogFieldValues;
import dev.vigie.logging.LogFields;
import dev.vigie.privacy.RequestData;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One request over all its dispatches: its ids, its route and its outcome. While it runs it reads the servlet request;
 * when it is over it keeps a few strings, because the container uses the servlet request again for somebody else.
 */
final class WatchedRequest implements RequestFacts {

    private static final Logger log = LoggerFactory.getLogger(WatchedRequest.class);

    /** Where no handler mapping wanted the request. */
    static final String UNMATCHED = "<unmatched>";

    /** The status of a request whose client went away before it had the answer; no standard has one, nginx has this. */
    static final int CLIENT_CLOSED_REQUEST = 499;

    private static final List<String> LOG_FIELDS =
            List.of(LogFields.REQUEST_ID, LogFields.TRACE_ID, LogFields.ROUTE, LogFields.EVENT_ID);

    private static final String ATTRIBUTE = WatchedRequest.class.getName();

    private final RequestData told;
    private final long startMillis;
    private final long startNanos;
    private final String method;
    private final String path;
    private final String requestId;
    private final RequestScope scope;
    private final String traceId;

    private final @Nullable HttpServletResponse response;
    private final RequestFailure failure = new RequestFailure();

    private volatile @Nullable HttpServletRequest running;
    private volatile @Nullable EndedRequest outcome;
    private volatile @Nullable String handlersRoute;
    private volatile @Nullable CopiedBody body;
    private volatile @Nullable AccessLine accessLine;

    WatchedRequest(
            HttpServletRequest request,
            @Nullable HttpServletResponse response,
            RequestScopes scopes,
            RequestData told,
            long now) {
        this.told = told;
        this.response = response;
        this.startMillis = now;
        this.startNanos = System.nanoTime();
        this.method = RequestReading.method(request);
        this.path = RequestReading.pathOf(request);
        this.requestId = RequestIds.requestId(request.getHeader(RequestIds.HEADER));
        this.running = request;
        this.scope = opened(request, scopes);
        String tracersId = MDC.get(LogFields.TRACE_ID);
        this.traceId = tracersId != null ? tracersId : RequestReading.traceIdOf(request, scope);
        request.setAttribute(ATTRIBUTE, this);
    }

    private RequestScope opened(HttpServletRequest request, RequestScopes scopes) {
        RequestScopes.Incoming incoming = new RequestScopes.Incoming(
                request, request.getHeader("sentry-trace"), RequestReading.baggageOf(request));
        try {
            return scopes.open(this, incoming);
        } catch (RuntimeException | LinkageError trackersTrouble) {
            log.warn(
                    "The error tracker could not open a request: {}",
                    trackersTrouble.getClass().getName());
            return RequestScopes.NONE.open(this, incoming);
        }
    }

    /** The watched request behind a servlet request, or null when the filter has not seen it. */
    static @Nullable WatchedRequest of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof WatchedRequest watched ? watched : null;
    }

    RequestScope scope() {
        return scope;
    }

    /** The answer as the filter saw it, null when it never did; of use only until the request has ended. */
    @Nullable
    HttpServletResponse response() {
        return response;
    }

    String traceId() {
        return traceId;
    }

    /** The line it is going to have in the access log, or null when it gets none. */
    @Nullable
    AccessLine accessLine() {
        return accessLine;
    }

    void accessLine(@Nullable AccessLine line) {
        this.accessLine = line;
    }

    /** What it failed with, and what was told of that. */
    RequestFailure failure() {
        return failure;
    }

    /** What it failed with: what its handler or a filter threw, or else what the container has noted; or null. */
    @Nullable
    Throwable thrown() {
        Throwable seen = failure.thrown();
        HttpServletRequest request = running;
        return seen != null || request == null ? seen : RequestReading.notedFailure(request);
    }

    /**
     * Puts the ids where log lines find them. What stood there before comes back with {@link LogFieldValues#restore}.
     */
    LogFieldValues putLogFields() {
        LogFieldValues before = LogFieldValues.now(LOG_FIELDS);
        MDC.put(LogFields.REQUEST_ID, requestId);
        if (MDC.get(LogFields.TRACE_ID) == null) {
            MDC.put(LogFields.TRACE_ID, traceId);
        }
        failure.putLogField();
        return before;
    }

    /** A handler was found: from here on log lines carry the route, too. */
    void routed(HttpServletRequest request) {
        if (request.getDispatcherType() != DispatcherType.ERROR) {
            handlersRoute = RequestReading.route(request, 0);
        }
        putRoute();
    }

    void putRoute() {
        MDC.put(LogFields.ROUTE, transaction());
    }

    /** Whether it was for an endpoint of Boot or of ours, such as health, and not for the application. */
    boolean isForOperators() {
        HttpServletRequest request = running;
        return request != null && RequestReading.isForOperators(request);
    }

    /** Ends it; only the first call does. Returns what is kept of it, null when this was not the first. */
    @Nullable
    EndedRequest finish(int status) {
        EndedRequest ended;
        synchronized (this) {
            HttpServletRequest request = running;
            if (request == null || outcome != null) {
                return null;
            }
            ended = outcomeOf(request, status);
            outcome = ended;
        }
        // What becomes an event only now can still read the request.
        try {
            scope.finish(status);
        } finally {
            running = null;
        }
        return ended;
    }

    private EndedRequest outcomeOf(HttpServletRequest request, int status) {
        long duration = System.nanoTime() - startNanos;
        try {
            String ip = request.getRemoteAddr();
            return new EndedRequest(
                    route(request, status),
                    new EndedRequest.Origin(request.getScheme(), request.getServerName(), request.getServerPort()),
                    request.getQueryString(),
                    ip,
                    status,
                    duration);
        } catch (RuntimeException usedAgainAlready) {
            return new EndedRequest(UNMATCHED, null, null, null, status, duration);
        }
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
        EndedRequest over = outcome;
        if (request != null) {
            return RequestReading.url(request);
        }
        return over == null ? path : over.url(path);
    }

    @Override
    public @Nullable String query() {
        HttpServletRequest request = running;
        EndedRequest over = outcome;
        String raw = request != null ? request.getQueryString() : over != null ? over.rawQuery() : null;
        return raw == null ? null : told.query(RequestReading.bounded(raw));
    }

    @Override
    public String transaction() {
        return method + " " + route();
    }

    /** The route template, such as {@code /organisations/{id}}, or {@link #UNMATCHED}. */
    String route() {
        HttpServletRequest request = running;
        EndedRequest over = outcome;
        return request != null ? route(request, statusSoFar()) : over != null ? over.route() : UNMATCHED;
    }

    /** While it runs: what the answer says at the moment. */
    private int statusSoFar() {
        HttpServletResponse answer = response;
        return answer == null ? 0 : answer.getStatus();
    }

    private String route(HttpServletRequest request, int status) {
        if (request.getDispatcherType() != DispatcherType.ERROR) {
            return RequestReading.route(request, status);
        }
        // What stands on the request now is the route of the error page.
        return RequestReading.route(handlersRoute, status);
    }

    @Override
    public String requestId() {
        return requestId;
    }

    @Override
    public @Nullable String clientIp() {
        HttpServletRequest request = running;
        EndedRequest over = outcome;
        return told.clientIp(request != null ? request.getRemoteAddr() : over != null ? over.clientIp() : null);
    }

    @Override
    public Map<String, String> headers() {
        HttpServletRequest request = running;
        return request == null ? Map.of() : RequestReading.headers(request, told);
    }

    @Override
    public @Nullable String body() {
        CopiedBody copied = body;
        return copied == null ? null : told.body(copied.type(), copied.text());
    }

    /** What the application reads of its body from now on is copied here. */
    void copyBodyTo(CopiedBody copied) {
        this.body = copied;
    }

    @Override
    public Instant startedAt() {
        return Instant.ofEpochMilli(startMillis);
    }

    @Override
    public @Nullable Integer status() {
        EndedRequest over = outcome;
        return over == null ? null : over.status();
    }

    @Override
    public @Nullable Long durationMs() {
        EndedRequest over = outcome;
        return over == null ? null : over.durationNanos() / 1_000_000;
    }
}
