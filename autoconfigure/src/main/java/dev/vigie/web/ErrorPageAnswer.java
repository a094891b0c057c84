package dev.vigie.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Gives an exception that left a filter the same answer as one that left a handler. It steps in where Spring Boot's own
 * error controller, with its own attributes, would answer; an error page of the application stays.
 */
final class ErrorPageAnswer implements HandlerInterceptor {

    private static final String BOOT = "org.springframework.boot.";

    private final FailureReports failures;
    private final BeanFactory beanFactory;

    ErrorPageAnswer(FailureReports failures, BeanFactory beanFactory) {
        this.failures = failures;
        this.beanFactory = beanFactory;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        WatchedRequest watched = WatchedRequest.of(request);
        if (watched == null
                || request.getDispatcherType() != DispatcherType.ERROR
                || !watched.failure().isUnanswered()
                || !isServerError(request)
                || AcceptedAnswer.isPage(request)
                || response.isCommitted()
                || !isBootsOwn(handler)) {
            return true;
        }
        failures.settle(watched, response, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        ProblemBody.write(watched, response);
        return false;
    }

    private static boolean isServerError(HttpServletRequest request) {
        return Integer.valueOf(500).equals(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
    }

    /** By package: the two classes live in different places in 3.5 and 4.x. */
    private boolean isBootsOwn(Object handler) {
        if (!(handler instanceof HandlerMethod method)
                || !method.getBeanType().getName().startsWith(BOOT)) {
            return false;
        }
        if (!beanFactory.containsBean("errorAttributes")) {
            return false;
        }
        @Nullable Class<?> attributes = beanFactory.getType("errorAttributes");
        return attributes != null && attributes.getName().startsWith(BOOT);
    }
}
