package dev.vigie.bench.app.wired;

import io.sentry.Breadcrumb;
import io.sentry.Sentry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Request id in log, answer and Sentry, and one breadcrumb. */
@Component("requestContextOfTheBench")
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class RequestContextFilter extends OncePerRequestFilter {

    private static final String HEADER = "X-Request-ID";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String requestId = request.getHeader(HEADER);
        if (requestId == null || !requestId.matches("[A-Za-z0-9._-]{1,64}")) {
            requestId = UUID.randomUUID().toString();
        }
        long start = System.nanoTime();
        Breadcrumb breadcrumb = Breadcrumb.http(request.getRequestURI(), request.getMethod());
        breadcrumb.setData("client_ip", request.getRemoteAddr());
        MDC.put("requestId", requestId);
        MDC.put("method", request.getMethod());
        MDC.put("path", request.getRequestURI());
        Sentry.setTag("request_id", requestId);
        Sentry.addBreadcrumb(breadcrumb);
        response.setHeader(HEADER, requestId);
        try {
            chain.doFilter(request, response);
        } finally {
            breadcrumb.setData("status_code", response.getStatus());
            breadcrumb.setData("duration_ms", (System.nanoTime() - start) / 1_000_000);
            MDC.remove("requestId");
            MDC.remove("method");
            MDC.remove("path");
        }
    }
}
