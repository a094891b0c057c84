package dev.vigie.web;

import dev.vigie.errors.RequestScopes.RequestScope;
import dev.vigie.privacy.RequestData;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;

/** What may be told of a servlet request: bounded, and without what is as good as a password. */
final class RequestReading {

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");
    private static final int LONGEST_TEXT = 2048;

    private RequestReading() {}

    /** The method, when it is one of the standard ones; a client can send any word. */
    static String method(HttpServletRequest request) {
        return METHODS.contains(request.getMethod()) ? request.getMethod() : "OTHER";
    }

    static Map<String, String> headers(HttpServletRequest request, RequestData told) {
        Map<String, String> shown = new LinkedHashMap<>();
        List<String> names = told.headerNames();
        for (String name : names != null ? names : Collections.list(request.getHeaderNames())) {
            String value = request.getHeader(name);
            String toldValue = value == null ? null : told.header(name, bounded(value));
            if (toldValue != null) {
                shown.put(name, toldValue);
            }
        }
        return shown;
    }

    static String route(HttpServletRequest request, int status) {
        return route(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE), status);
    }

    /** The route this pattern, or none, is when the answer has this status. */
    static String route(@Nullable Object pattern, int status) {
        if (pattern == null || (status == 404 && pattern.equals("/**"))) {
            // The resource handler takes every path; that it found nothing is no route.
            return WatchedRequest.UNMATCHED;
        }
        String route = pattern.toString();
        return route.isEmpty() ? "/" : route;
    }

    static boolean isForOperators(HttpServletRequest request) {
        Object handler = request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE);
        String type = handler instanceof HandlerMethod method
                ? method.getBeanType().getName()
                : String.valueOf(handler == null ? null : handler.getClass().getName());
        return type.startsWith("dev.vigie.health.")
                || (type.startsWith("org.springframework.boot.") && type.contains(".actuate."));
    }

    /** What the request failed with, as the container or the dispatcher has noted it; or null. */
    static @Nullable Throwable notedFailure(HttpServletRequest request) {
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown) {
            return thrown;
        }
        return request.getAttribute(DispatcherServlet.EXCEPTION_ATTRIBUTE) instanceof Throwable handled
                ? handled
                : null;
    }

    static String url(HttpServletRequest request) {
        String url = request.getRequestURL().toString();
        if (request.getDispatcherType() == DispatcherType.ERROR && url.endsWith(request.getRequestURI())) {
            url = url.substring(0, url.length() - request.getRequestURI().length()) + pathOf(request);
        }
        return withoutParameters(bounded(url));
    }

    /** In an error dispatch the path of the request that failed, not that of the error page. */
    static String pathOf(HttpServletRequest request) {
        Object failed = request.getDispatcherType() == DispatcherType.ERROR
                ? request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI)
                : null;
        return withoutParameters(bounded(failed instanceof String uri ? uri : request.getRequestURI()));
    }

    /** Without {@code ;jsessionid=...}, which is as good as a password. */
    private static String withoutParameters(String path) {
        return path.indexOf(';') < 0 ? path : path.replaceAll(";[^/]*", "");
    }

    static @Nullable List<String> baggageOf(HttpServletRequest request) {
        return request.getHeader("baggage") == null ? null : Collections.list(request.getHeaders("baggage"));
    }

    static String traceIdOf(HttpServletRequest request, RequestScope scope) {
        String trackers = scope.traceId();
        return trackers != null ? trackers : RequestIds.traceId(request.getHeader("traceparent"));
    }

    static String bounded(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...";
    }
}
