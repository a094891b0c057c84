package dev.vigie.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;

/** Puts the route on the log lines of a request, as soon as there is one. */
final class RouteInterceptor implements HandlerInterceptor {

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
}
