package dev.vigie.web;

import dev.vigie.errors.Causes;
import dev.vigie.errors.ReportRules;
import dev.vigie.errors.RequestScopes.Failure;
import dev.vigie.logging.LogCategories;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Reports by outcome: a request is one event if, and only if, its answer is a server error, whoever gave the answer. A
 * client that went away is nobody's error.
 */
final class FailureReports {

    private static final Logger log = LoggerFactory.getLogger(FailureReports.class);

    private final ReportRules rules;
    private final StoredDataConflicts conflicts;

    FailureReports(ReportRules rules, StoredDataConflicts conflicts) {
        this.rules = rules;
        this.conflicts = conflicts;
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
     * @return whether the outcome is known now
     */
    boolean escaped(WatchedRequest watched, HttpServletResponse response, Throwable thrown, boolean errorPageFollows) {
        if (watched.failure().isReported()) {
            return !errorPageFollows;
        }
        if (ClientDisconnects.isOne(thrown, response)) {
            watched.failure().failedAs(null);
            return true;
        }
        watched.failure().leaveUnanswered(unwrapped(thrown));
        if (errorPageFollows && !response.isCommitted()) {
            watched.scope().expect(unwrapped(thrown));
            return false;
        }
        unanswered(watched, thrown);
        tellEventId(watched, response);
        return true;
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
            watched.failure().failedAs(watched.scope().report(status, failure(watched, null, true)));
        } else if (ClientDisconnects.isOne(error, response)) {
            watched.failure().failedAs(null);
        } else if (watched.failure().isUnanswered()) {
            unanswered(watched, error);
        } else {
            report(watched, unwrapped(error), true);
        }
        tellEventId(watched, response);
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
