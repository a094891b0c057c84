package dev.vigie.web;

import dev.vigie.errors.ClientDisconnects;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * The last in the row of exception resolvers: it is asked when no handler of the application, no
 * {@code @ResponseStatus} and none of Spring's own wanted the exception. What a browser or Spring Security waits for,
 * and clients that went away, pass.
 */
final class UnhandledExceptions implements HandlerExceptionResolver, Ordered {

    private final boolean enabled;
    private final FailureReports failures;

    UnhandledExceptions(boolean enabled, FailureReports failures) {
        this.enabled = enabled;
        this.failures = failures;
    }

    /** {@code vigie.web.answer-unhandled}. */
    boolean isEnabled() {
        return enabled;
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception thrown) {
        WatchedRequest watched = WatchedRequest.of(request);
        if (!enabled
                || watched == null
                || response.isCommitted()
                || request.getDispatcherType() == DispatcherType.INCLUDE
                || AcceptedAnswer.isPage(request)
                || ClientDisconnects.isOne(thrown)
                || failures.isOthers(thrown)) {
            return null;
        }
        boolean conflict = failures.isConflict(thrown);
        if (conflict) {
            failures.conflict(watched, thrown);
        } else {
            failures.unanswered(watched, thrown);
        }
        ServerHttpObservationFilter.findObservationContext(request)
                .ifPresent((ServerRequestObservationContext observation) -> observation.setError(thrown));
        failures.tellEventId(watched, response);
        try {
            if (conflict) {
                ProblemBody.writeConflict(watched, response);
            } else {
                ProblemBody.write(watched, response);
            }
            return new ModelAndView();
        } catch (IOException | RuntimeException clientGone) {
            return null;
        }
    }
}
