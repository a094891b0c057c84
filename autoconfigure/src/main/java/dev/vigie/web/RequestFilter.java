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
            pass(new WatchedRequest(http, answer, scopes, told, clock.millis()), http, answer, chain);
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
        } catch (Throwable thrown) {
            // Also a checked exception nobody declared: languages other than Java throw those.
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
            if (!watched.failure().isUnanswered()
                    && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown) {
                // It failed in a filter around this one, which is why it is seen here first.
                failures.escaped(watched, response, thrown, true);
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
                boolean pageFollows =
                        RequestEnds.isTold(request) && request.getDispatcherType() != DispatcherType.ERROR;
                int status = failures.escaped(watched, response, escaped, pageFollows);
                if (status != 0) {
                    finish(watched, status);
                }
            } else if (request.isAsyncStarted()) {
                // Also without another dispatch: a raw AsyncContext.complete() ends it, too.
                request.getAsyncContext().addListener(new WhenComplete(watched));
                RequestEnds.leaveThread(request);
            } else if (!mayBecomeAnErrorPage(request, response)) {
                end(watched, response);
            }
        } catch (RuntimeException | StackOverflowError | LinkageError ourTrouble) {
            tell(ourTrouble);
        }
    }

    /** After a sendError the container makes an error page, and that has the last word about the status. */
    private static boolean mayBecomeAnErrorPage(HttpServletRequest request, HttpServletResponse response) {
        return response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST
                && request.getDispatcherType() != DispatcherType.ERROR
                && RequestEnds.isTold(request);
    }

    /** The container is done with a request, its error page included. */
    void ended(HttpServletRequest request) {
        WatchedRequest watched = WatchedRequest.of(request);
        try {
            if (watched != null && watched.status() == null) {
                endLate(watched);
            } else if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown) {
                failedAround(request, watched, thrown);
            }
        } catch (RuntimeException | StackOverflowError | LinkageError ourTrouble) {
            tell(ourTrouble);
        }
    }

    /** The thread has left the request already. */
    private void endLate(WatchedRequest watched) {
        HttpServletResponse response = watched.response();
        if (watched.status() != null || response == null) {
            return;
        }
        Entered entered = Entered.into(watched);
        try {
            end(watched, response);
        } finally {
            entered.leave();
        }
    }

    private void leftByClient(WatchedRequest watched) {
        Entered entered = Entered.into(watched);
        try {
            if (!watched.failure().isReported()) {
                watched.failure().failedAs(null);
            }
            finish(watched, WatchedRequest.CLIENT_CLOSED_REQUEST);
        } finally {
            entered.leave();
        }
    }

    /** A filter around this one failed, before it or after it, and no error page came by here. */
    private void failedAround(HttpServletRequest request, @Nullable WatchedRequest seen, Throwable thrown) {
        WatchedRequest watched = seen != null ? seen : new WatchedRequest(request, null, scopes, told, clock.millis());
        if (watched.failure().isReported() || FailureReports.isOfClient(thrown) || failures.isKnown(watched, thrown)) {
            return;
        }
        Entered entered = Entered.into(watched);
        try {
            failures.unanswered(watched, thrown);
            finish(watched, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        } finally {
            entered.leave();
        }
    }

    private void end(WatchedRequest watched, HttpServletResponse response) {
        int status = response.getStatus();
        failures.settle(watched, response, status);
        finish(watched, failures.isDisconnected(watched, status) ? WatchedRequest.CLIENT_CLOSED_REQUEST : status);
    }

    private void finish(WatchedRequest watched, int status) {
        if (watched.finish(status) && status != WatchedRequest.CLIENT_CLOSED_REQUEST) {
            counts.count(status);
        }
    }

    private static void tell(Throwable ourTrouble) {
        log.warn(
                "A request could not be watched to its end: {}",
                ourTrouble.getClass().getName());
    }

    private final class WhenComplete implements AsyncListener {

        private final WatchedRequest watched;

        WhenComplete(WatchedRequest watched) {
            this.watched = watched;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            try {
                endLate(watched);
            } catch (RuntimeException | StackOverflowError | LinkageError ourTrouble) {
                tell(ourTrouble);
            }
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // What follows is a dispatch or the completion.
        }

        /** Of a connection that broke while another thread wrote, Tomcat often says nothing more than this. */
        @Override
        public void onError(AsyncEvent event) {
            Throwable thrown = event.getThrowable();
            if (thrown == null || !FailureReports.isOfClient(thrown)) {
                // See onTimeout.
                return;
            }
            try {
                leftByClient(watched);
            } catch (RuntimeException | StackOverflowError | LinkageError ourTrouble) {
                tell(ourTrouble);
            }
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
