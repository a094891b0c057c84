package dev.vigie.web;

import dev.vigie.logging.LogFields;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Reports by outcome: an error is one event if, and only if, the answer is a server error, whoever gave the answer. A
 * client that went away is nobody's error.
 */
final class FailureReports {

    private static final Logger log = LoggerFactory.getLogger(FailureReports.class);

    /** Nobody wanted this exception: reports it and writes the one error line of the request. */
    void unanswered(WatchedRequest watched, Throwable thrown) {
        Throwable error = unwrapped(thrown);
        report(watched, error, false);
        String eventId = watched.eventId();
        if (eventId != null) {
            MDC.put(LogFields.EVENT_ID, eventId);
        }
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
        } finally {
            MDC.remove(LogFields.EVENT_ID);
        }
    }

    private static LoggingEventBuilder line(WatchedRequest watched, Throwable error) {
        return log.atError()
                .addKeyValue("error", error.getClass().getName())
                .addKeyValue("url", watched.path())
                .addKeyValue("method", watched.method());
    }

    /** The exception left the whole chain; the container will answer with its error page. */
    void escaped(WatchedRequest watched, HttpServletResponse response, Throwable thrown) {
        if (watched.status() == null && !ClientDisconnects.isOne(thrown, response)) {
            watched.leaveUnanswered();
            unanswered(watched, thrown);
            tellEventId(watched, response);
        }
    }

    /** Somebody answered; when the answer is a server error, the exception behind it is reported. */
    void answered(WatchedRequest watched, HttpServletResponse response) {
        if (response.getStatus() < HttpServletResponse.SC_INTERNAL_SERVER_ERROR || watched.status() != null) {
            return;
        }
        Throwable error = watched.thrown();
        if (error != null && !ClientDisconnects.isOne(error, response)) {
            report(watched, unwrapped(error), true);
            tellEventId(watched, response);
        }
    }

    void tellEventId(WatchedRequest watched, HttpServletResponse response) {
        String eventId = watched.eventId();
        if (eventId != null && !response.isCommitted()) {
            response.setHeader("X-Sentry-Event-Id", eventId);
        }
    }

    private static void report(WatchedRequest watched, Throwable error, boolean handled) {
        Map<String, String> extra = Map.of("url", watched.url(), "method", watched.method());
        watched.failedAs(watched.scope().report(error, handled, extra));
    }

    /** What the servlet API and the dispatcher wrap around it says nothing. */
    private static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown instanceof ServletException ? Causes.of(thrown) : null;
        return cause == null ? thrown : cause;
    }
}
