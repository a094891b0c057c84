package dev.vigie.web;

import dev.vigie.errors.RequestScopes;
import dev.vigie.errors.RequestScopes.Activation;
import dev.vigie.privacy.Masking;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;

/**
 * Watches each request from outside: gives it its ids and its own view of the error tracker, keeps both over async and
 * error dispatches, and reports by outcome when it ends.
 */
final class RequestFilter implements Filter {

    private final RequestScopes scopes;
    private final FailureReports failures;
    private final RequestCounts counts;
    private final Masking masking;
    private final Clock clock;

    RequestFilter(RequestScopes scopes, FailureReports failures, RequestCounts counts, Masking masking, Clock clock) {
        this.scopes = scopes;
        this.failures = failures;
        this.counts = counts;
        this.masking = masking;
        this.clock = clock;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse answer)) {
            chain.doFilter(request, response);
            return;
        }
        WatchedRequest watched = WatchedRequest.of(http);
        if (watched == null) {
            String requestId = RequestIds.requestId(http.getHeader(RequestIds.HEADER));
            watched = new WatchedRequest(http, requestId, scopes, masking, clock.millis());
            pass(watched, http, answer, chain);
        } else if (http.getDispatcherType() == DispatcherType.REQUEST) {
            // A second registration of this filter; the outer one watches.
            chain.doFilter(request, response);
        } else {
            pass(watched, http, answer, chain);
        }
    }

    private void pass(
            WatchedRequest watched, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Activation activation = watched.scope().activate();
        watched.putLogFields();
        try {
            if (!response.isCommitted()) {
                response.setHeader(RequestIds.HEADER, watched.requestId());
            }
            chain.doFilter(request, response);
            ended(watched, request, response);
        } catch (IOException | ServletException | RuntimeException | Error escaped) {
            failures.escaped(watched, response, escaped);
            finish(watched, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            throw escaped;
        } finally {
            watched.removeLogFields();
            activation.close();
        }
    }

    private void ended(WatchedRequest watched, HttpServletRequest request, HttpServletResponse response) {
        if (request.isAsyncStarted()) {
            // Also without another dispatch: a raw AsyncContext.complete() ends it, too.
            request.getAsyncContext().addListener(new WhenComplete(watched, response));
            return;
        }
        failures.answered(watched, response);
        finish(watched, response.getStatus());
    }

    private void finish(WatchedRequest watched, int status) {
        if (watched.finish(status)) {
            counts.count(status);
        }
    }

    private final class WhenComplete implements AsyncListener {

        private final WatchedRequest watched;
        private final HttpServletResponse response;

        WhenComplete(WatchedRequest watched, HttpServletResponse response) {
            this.watched = watched;
            this.response = response;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            finish(watched, response.getStatus());
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // What follows is a dispatch or the completion.
        }

        @Override
        public void onError(AsyncEvent event) {
            // See onTimeout.
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
