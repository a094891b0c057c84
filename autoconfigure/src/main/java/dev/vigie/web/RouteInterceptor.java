package dev.vigie.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;

/** Puts the route on the log lines of a request, as soon as there is one. */
final class RouteInterceptor implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        WatchedRequest watched = WatchedRequest.of(request);
        if (watched != null) {
            watched.routed(request);
        }
        return true;
    }
}
