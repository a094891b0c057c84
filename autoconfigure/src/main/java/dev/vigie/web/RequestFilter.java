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
    private final RequestOutcomes outcomes;
    private final RequestData told;
    private final Clock clock;

    RequestFilter(
            RequestScopes scopes, FailureReports failures, RequestOutcomes outcomes, RequestData told, Clock clock) {
        this.scopes = scopes;
        this.failures = failures;
        this.outcomes = outcomes;
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
            pass(watch(http, answer), http, answer, chain);
        } else if (http.getDispatcherType() == DispatcherType.REQUEST) {
            // A second registration of this filter; the outer one watches.
            chain.doFilter(request, response);
        } else {
            pass(watched, http, answer, chain);
        }
    }

    private WatchedRequest watch(HttpServletRequest request, @Nullable HttpServletResponse response) {
        WatchedRequest watched = new WatchedRequest(request, response, scopes, told, clock.millis());
        watched.accessLine(outcomes.access().begin(watched.path(), request));
        return watched;
    }

    private void pass(
            WatchedRequest watched, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Entered entered = Entered.into(watched);
        Throwable escaped = null;
        try {
            begun(watched, request, response);
            chain.doFilter(request, outcomes.access().counted(watched, request, response));
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
        try {
            if (!response.isCommitted()) {
                response.setHeader(RequestIds.HEADER, watched.requestId());
            }
        } catch (RuntimeException refused) {
            // An answer whose headers another thread is writing, too: the application is to see that, not we.
            log.debug("The request id is not among the headers of the answer", refused);
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
            outcomes.access().leave(watched);
            if (escaped != null) {
                boolean pageFollows =
                        RequestEnds.isTold(request) && request.getDispatcherType() != DispatcherType.ERROR;
                int status = failures.escaped(watched, response, escaped, pageFollows);
                if (status != 0) {
                    finish(watched, status, true);
                }
            } else if (request.isAsyncStarted()) {
                outcomes.access().goesOn(watched, request.getAsyncContext());
                // Also without another dispatch: a raw AsyncContext.complete() ends it, too.
                request.getAsyncContext().addListener(new WhenComplete(watched));
                RequestEnds.leaveThread(request);
            } else if (!mayBecomeAnErrorPage(request, response)) {
                end(watched, response, isFinal(request, response));
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

    /** As long as the answer has not begun, a filter around this one can still fail. */
    private static boolean isFinal(HttpServletRequest request, HttpServletResponse response) {
        return response.isCommitted()
                || request.getDispatcherType() == DispatcherType.ERROR
                || !RequestEnds.isTold(request);
    }

    /** The container is done with a request, its error page included. */
    void ended(HttpServletRequest request) {
        WatchedRequest watched = WatchedRequest.of(request);
        try {
            if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown
                    && (watched == null || watched.status() != null)) {
                failedAround(request, watched, thrown);
            }
            if (watched != null) {
                endLate(watched);
            }
        } catch (RuntimeException | StackOverflowError | LinkageError ourTrouble) {
            tell(ourTrouble);
        }
    }

    /** The thread has left the request already. */
    private void endLate(WatchedRequest watched) {
        HttpServletResponse response = watched.response();
        if (response == null || (watched.status() != null && !outcomes.access().isDue(watched))) {
            return;
        }
        Entered entered = Entered.into(watched);
        try {
            if (watched.status() == null) {
                end(watched, response, true);
            } else {
                outcomes.access().write(watched, response.getStatus());
            }
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
            finish(watched, WatchedRequest.CLIENT_CLOSED_REQUEST, true);
        } finally {
            entered.leave();
        }
    }

    /** A filter around this one failed, before it or after it, and no error page came by here. */
    private void failedAround(HttpServletRequest request, @Nullable WatchedRequest seen, Throwable thrown) {
        WatchedRequest watched = seen != null ? seen : watch(request, null);
        boolean ofClient = FailureReports.isOfClient(thrown);
        if (watched.failure().isReported() || (ofClient && seen != null) || failures.isKnown(watched, thrown)) {
            return;
        }
        Entered entered = Entered.into(watched);
        try {
            if (!ofClient) {
                failures.unanswered(watched, thrown);
            }
            finish(
                    watched,
                    ofClient ? WatchedRequest.CLIENT_CLOSED_REQUEST : HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
                    seen == null);
        } finally {
            entered.leave();
        }
    }

    private void end(WatchedRequest watched, HttpServletResponse response, boolean isFinal) {
        int status = response.getStatus();
        try {
            failures.settle(watched, response, status);
        } catch (RuntimeException | StackOverflowError | LinkageError ourTrouble) {
            tell(ourTrouble);
        }
        boolean gone = failures.isDisconnected(watched, status);
        finish(watched, gone ? WatchedRequest.CLIENT_CLOSED_REQUEST : status, isFinal || gone);
    }

    /** Counted when it has an outcome, with a line when that is final. */
    private void finish(WatchedRequest watched, int status, boolean isFinal) {
        try {
            boolean forOperators = watched.isForOperators();
            EndedRequest ended = watched.finish(status);
            if (ended != null) {
                outcomes.count(watched, ended, forOperators);
            }
        } catch (RuntimeException | StackOverflowError | LinkageError trackersTrouble) {
            tell(trackersTrouble);
        }
        if (isFinal) {
            outcomes.access().write(watched, status);
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
