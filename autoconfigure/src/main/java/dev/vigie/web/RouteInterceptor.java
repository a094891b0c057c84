package dev.vigie.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;

/** Puts the route on the log lines of a request, as soon as there is one; and sees a status before its page is made. */
final class RouteInterceptor implements HandlerInterceptor {

    private final FailureReports failures;

    RouteInterceptor(FailureReports failures) {
        this.failures = failures;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        WatchedRequest watched = WatchedRequest.of(request);
        // Tomcat includes the error page when the answer has begun, behind all filters; nobody would take the route
        // away again.
        if (watched != null && request.getDispatcherType() != DispatcherType.INCLUDE) {
            watched.routed(request);
        }
        return true;
    }

    @Override
    public void postHandle(
            HttpServletRequest request,
            HttpServletResponse response,
            Object handler,
            @Nullable ModelAndView modelAndView) {
        WatchedRequest watched = WatchedRequest.of(request);
        if (watched != null && request.getDispatcherType() != DispatcherType.INCLUDE && !response.isCommitted()) {
            failures.settle(watched, response, response.getStatus());
        }
    }
}
