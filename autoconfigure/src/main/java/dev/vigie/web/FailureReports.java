package dev.vigie.web;

import dev.vigie.errors.Causes;
import dev.vigie.errors.ClientDisconnects;
import dev.vigie.errors.ReportRules;
import dev.vigie.errors.RequestScopes.Failure;
import dev.vigie.logging.LogCategories;
import dev.vigie.logging.LogMarkers;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.util.ClassUtils;

/**
 * Reports by outcome: a request is one event if, and only if, its answer is a server error, whoever gave the answer. A
 * client that went away is nobody's error.
 */
final class FailureReports {

    private static final Logger log = LoggerFactory.getLogger(FailureReports.class);

    private static final boolean UNDERTOW =
            ClassUtils.isPresent("io.undertow.Undertow", FailureReports.class.getClassLoader());

    private final ReportRules rules;
    private final StoredDataConflicts conflicts;
    private final List<OthersExceptions> others;

    FailureReports(ReportRules rules, StoredDataConflicts conflicts, List<OthersExceptions> others) {
        this.rules = rules;
        this.conflicts = conflicts;
        this.others = others;
    }

    /** Whether somebody else answers this exception, or would if the answer had not begun. */
    boolean isOthers(Throwable thrown) {
        return others.stream().anyMatch(other -> other.include(thrown));
    }

    /** Whether this exception is what the request is known to have failed with, as it is or as a container wraps it. */
    @SuppressWarnings("ReferenceEquality") // the very same exception, whatever its equals says
    boolean isKnown(WatchedRequest watched, Throwable thrown) {
        Throwable known = watched.failure().thrown();
        return known != null && unwrapped(known) == unwrapped(thrown);
    }

    /** Nobody wanted this exception: reports it and writes the one error line of the request. */
    void unanswered(WatchedRequest watched, Throwable thrown) {
        Throwable error = unwrapped(thrown);
        report(watched, error, false);
        try {
            if (Causes.areEndless(error)) {
                // Whoever listens to the log, and looks for the root cause, would look for ever.
                line(watched, error).addKeyValue("stack", "causes without end").log("unhandled_exception");
            } else {
                line(watched, error).setCause(error).log("unhandled_exception");
            }
        } catch (RuntimeException | StackOverflowError itsOwnTrouble) {
            // An exception whose getMessage throws: logback throws into its caller.
            line(watched, error).addKeyValue("stack", "cannot be written").log("unhandled_exception");
        }
    }

    private static LoggingEventBuilder line(WatchedRequest watched, Throwable error) {
        return log.atError()
                .addMarker(LogMarkers.UNLIMITED)
                .addKeyValue("error", error.getClass().getName())
                .addKeyValue("url", watched.path())
                .addKeyValue("method", watched.method());
    }

    /** Whether this exception says that a constraint of the database was violated. */
    boolean isConflict(Throwable thrown) {
        return conflicts.constraintOf(thrown) != null;
    }

    /** The request is answered with a conflict; the exception is an event all the same, and a warning. */
    void conflict(WatchedRequest watched, Throwable thrown) {
        report(watched, unwrapped(thrown), true);
        log.atWarn()
                .addMarker(LogCategories.DATABASE)
                .addKeyValue("constraint", conflicts.constraintOf(thrown))
                .log("integrity_violation");
    }

    /**
     * The exception left the whole chain. When the answer has begun that is the outcome; else an error page follows,
     * and the status it gives.
     *
     * @param errorPageFollows whether the end of the request will be told
     * @return the status the request has ended with, or 0 while that is not known
     */
    int escaped(WatchedRequest watched, HttpServletResponse response, Throwable thrown, boolean errorPageFollows) {
        if (watched.failure().isReported()) {
            return errorPageFollows ? 0 : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        }
        if (isDisconnect(thrown, response)) {
            watched.failure().failedAs(null);
            return WatchedRequest.CLIENT_CLOSED_REQUEST;
        }
        if (response.isCommitted() && isOthers(thrown)) {
            // Spring Security could not say any more that access is denied.
            watched.failure().failedAs(null);
            return HttpServletResponse.SC_FORBIDDEN;
        }
        watched.failure().leaveUnanswered(unwrapped(thrown));
        if (errorPageFollows && !response.isCommitted()) {
            watched.scope().expect(unwrapped(thrown));
            return 0;
        }
        unanswered(watched, thrown);
        tellEventId(watched, response);
        return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }

    /** The status of the answer is known; what is behind it is reported, unless it was before. */
    void settle(WatchedRequest watched, HttpServletResponse response, int status) {
        if (watched.failure().isReported()) {
            return;
        }
        Throwable error = watched.thrown();
        if (!rules.isReported(status) && (error == null || !rules.isIncluded(unwrapped(error)))) {
            return;
        }
        if (error == null) {
            watched.failure().failedAs(eventOf(watched, status));
        } else if (ClientDisconnects.isOne(error)) {
            watched.failure().failedAs(null);
        } else if (watched.failure().isUnanswered()) {
            unanswered(watched, error);
        } else {
            report(watched, unwrapped(error), true);
        }
        tellEventId(watched, response);
    }

    /** Whether the client had gone before it had the answer, although somebody took the exception that says so. */
    boolean isDisconnected(WatchedRequest watched, int status) {
        Throwable thrown = watched.failure().thrown();
        return status < HttpServletResponse.SC_BAD_REQUEST && thrown != null && ClientDisconnects.isOne(thrown);
    }

    /** Whether it only says that the client went away, as somebody threw it or as the container noted it. */
    static boolean isOfClient(Throwable thrown) {
        return ClientDisconnects.isOne(thrown) || isOfConnection(thrown);
    }

    /**
     * Whether Tomcat itself threw it when it wrote to the client. It notes that on the request without the type that
     * says so, whatever becomes of the exception.
     */
    private static boolean isOfConnection(Throwable thrown) {
        if (!(thrown instanceof IOException)) {
            return false;
        }
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (frame.getClassName().startsWith("org.apache.tomcat.util.net.")) {
                return true;
            }
            if (frame.getClassName().equals("org.apache.catalina.core.ApplicationFilterChain")) {
                return false;
            }
        }
        return false;
    }

    /** A health endpoint that answers 503 has not failed: it tells the truth about something that has. */
    private @Nullable String eventOf(WatchedRequest watched, int status) {
        return watched.isForOperators() ? null : watched.scope().report(status, failure(watched, null, true));
    }

    /**
     * Jetty's client throws what its server throws, and Undertow has no type for it: there it is one of writing the
     * answer when that has begun.
     */
    private static boolean isDisconnect(Throwable thrown, HttpServletResponse response) {
        if (ClientDisconnects.isOne(thrown)) {
            return true;
        }
        Throwable error = unwrapped(thrown);
        return response.isCommitted()
                && (error.getClass().getName().equals("org.eclipse.jetty.io.EofException")
                        || (UNDERTOW && error instanceof IOException));
    }

    void tellEventId(WatchedRequest watched, HttpServletResponse response) {
        String eventId = watched.failure().eventId();
        if (eventId != null && !response.isCommitted()) {
            response.setHeader("X-Sentry-Event-Id", eventId);
        }
    }

    private void report(WatchedRequest watched, Throwable error, boolean handled) {
        watched.failure().failedAs(watched.scope().report(error, failure(watched, error, handled)));
    }

    private Failure failure(WatchedRequest watched, @Nullable Throwable error, boolean handled) {
        String constraint = error == null ? null : conflicts.constraintOf(error);
        return new Failure(
                handled,
                Map.of("url", watched.url(), "method", watched.method()),
                constraint == null ? Map.of() : Map.of("constraint", constraint));
    }

    /** What the servlet API and the dispatcher wrap around it says nothing. */
    private static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown instanceof ServletException ? Causes.of(thrown) : null;
        return cause == null ? thrown : cause;
    }
}
