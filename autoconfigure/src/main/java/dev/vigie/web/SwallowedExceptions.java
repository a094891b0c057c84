package dev.vigie.web;

import dev.vigie.errors.Causes;
import dev.vigie.errors.ClientDisconnects;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Before Spring's default resolver, which takes the lost connection of a partner or a file that ends too early for a
 * client that went away (by words such as "broken pipe" and names such as EOFException), and leaves an empty answer
 * with status 200.
 */
final class SwallowedExceptions implements HandlerExceptionResolver {

    private final FailureReports failures;
    private final UnhandledExceptions unhandled;

    SwallowedExceptions(FailureReports failures, UnhandledExceptions unhandled) {
        this.failures = failures;
        this.unhandled = unhandled;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception thrown) {
        WatchedRequest watched = WatchedRequest.of(request);
        if (watched == null
                || request.getDispatcherType() == DispatcherType.INCLUDE
                || !wouldBeSwallowed(thrown)
                || failures.isOthers(thrown)) {
            return null;
        }
        ModelAndView answer = unhandled.resolveException(request, response, handler, thrown);
        if (answer != null) {
            return answer;
        }
        failures.unanswered(watched, thrown);
        return unhandled.isEnabled() && !response.isCommitted() ? errorPage(watched, response) : null;
    }

    private static boolean wouldBeSwallowed(Exception thrown) {
        // Spring's helper asks for the root cause, and does not come back from a circle.
        if (ClientDisconnects.isOne(thrown) || Causes.areEndless(thrown)) {
            return false;
        }
        try {
            return DisconnectedClientHelper.isClientDisconnectedException(thrown);
        } catch (RuntimeException | StackOverflowError itsOwnTrouble) {
            return false;
        }
    }

    private @Nullable ModelAndView errorPage(WatchedRequest watched, HttpServletResponse response) {
        failures.tellEventId(watched, response);
        try {
            response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            return new ModelAndView();
        } catch (IOException clientGone) {
            return null;
        }
    }
}
