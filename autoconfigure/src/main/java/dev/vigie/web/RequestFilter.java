package dev.vigie.web;

import dev.vigie.errors.RequestScopes;
import dev.vigie.privacy.RequestData;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches each request from outside: gives it its ids and its own view of the error tracker, keeps both over async and
 * error dispatches, and reports by outcome when it ends.
 */
final class RequestFilter implements Filter {

    private static final Logger log = LoggerFactory.getLogger(RequestFilter.class);

    private final RequestScopes scopes;
    private final FailureReports failures;
    private final RequestCounts counts;
    private final RequestData told;
    private final Clock clock;

    RequestFilter(RequestScopes scopes, FailureReports failures, RequestCounts counts, RequestData told, Clock clock) {
        this.scopes = scopes;
        this.failures = failures;
        this.counts = counts;
        this.told = told;
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
            pass(new WatchedRequest(http, requestId, scopes, told, clock.millis()), http, answer, chain);
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
        Entered entered = Entered.into(watched);
        Throwable escaped = null;
        try {
            begun(watched, request, response);
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException | Error thrown) {
            escaped = thrown;
            throw thrown;
        } finally {
            over(watched, request, response, escaped);
            entered.leave();
        }
    }

    private void begun(WatchedRequest watched, HttpServletRequest request, HttpServletResponse response) {
        if (!response.isCommitted()) {
            response.setHeader(RequestIds.HEADER, watched.requestId());
        }
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            if (watched.status() == null
                    && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown) {
                // It failed in a filter around this one, which is why it is seen here first.
                failures.escaped(watched, response, thrown);
            }
            failures.tellEventId(watched, response);
        }
    }

    /** Nothing of ours may hide what the application threw or change what it answered. */
    private void over(
            WatchedRequest watched,
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable Throwable escaped) {
        try {
            if (escaped != null) {
                failures.escaped(watched, response, escaped);
                finish(watched, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            } else if (request.isAsyncStarted()) {
                // Also without another dispatch: a raw AsyncContext.complete() ends it, too.
                request.getAsyncContext().addListener(new WhenComplete(watched, response));
            } else {
                failures.answered(watched, response);
                finish(watched, response.getStatus());
            }
        } catch (RuntimeException | StackOverflowError | LinkageError ourTrouble) {
            log.warn(
                    "A request could not be watched to its end: {}",
                    ourTrouble.getClass().getName());
        }
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
