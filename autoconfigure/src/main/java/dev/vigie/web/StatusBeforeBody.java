package dev.vigie.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * The moment before the body of the application's own answer is written: its status is known, and the answer can still
 * be given the id of the event. The body stays as it is.
 */
@ControllerAdvice
final class StatusBeforeBody implements ResponseBodyAdvice<Object> {

    private final FailureReports failures;

    StatusBeforeBody(FailureReports failures) {
        this.failures = failures;
    }

    @Override
    public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converterType) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returnType,
            MediaType contentType,
            Class<? extends HttpMessageConverter<?>> converterType,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (request instanceof ServletServerHttpRequest asked && response instanceof ServletServerHttpResponse answer) {
            settle(asked.getServletRequest(), answer.getServletResponse());
        }
        return body;
    }

    private void settle(HttpServletRequest request, HttpServletResponse response) {
        int status = response.getStatus();
        WatchedRequest watched = status < HttpServletResponse.SC_BAD_REQUEST ? null : WatchedRequest.of(request);
        if (watched != null && !response.isCommitted()) {
            failures.settle(watched, response, status);
        }
    }
}
