package dev.vigie.bench.app.wired;

import io.sentry.Sentry;
import io.sentry.protocol.SentryId;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers 500 to what nobody handled, and tells Sentry. */
@RestControllerAdvice
class GlobalExceptionHandler extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(GlobalExceptionHandler.class);

    @ExceptionHandler(Exception.class)
    ProblemDetail unhandled(Exception exception, HttpServletRequest request) {
        SentryId eventId = Sentry.captureException(exception);
        log.error("unhandled_exception {} {}", request.getMethod(), request.getRequestURI(), exception);
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(HttpStatus.INTERNAL_SERVER_ERROR, "Internal server error");
        problem.setProperty("requestId", MDC.get("requestId"));
        problem.setProperty("eventId", eventId.toString());
        return problem;
    }
}
