package dev.vigie.health;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.web.HttpRequestHandler;

/** Answers GET and HEAD with fresh JSON, whatever the client says it accepts, and never lets a proxy keep it. */
final class JsonRequestHandler implements HttpRequestHandler {

    private final Supplier<JsonAnswer> answers;

    JsonRequestHandler(Supplier<JsonAnswer> answers) {
        this.answers = answers;
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        boolean head = request.getMethod().equals("HEAD");
        if (!head && !request.getMethod().equals("GET")) {
            // Not thrown: the application's exception handlers would answer for a path they do not know.
            response.setHeader(HttpHeaders.ALLOW, "GET, HEAD");
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        JsonAnswer answer = answers.get();
        byte[] body = answer.bytes();
        response.setStatus(answer.status());
        response.setContentType("application/json");
        response.setContentLength(body.length);
        if (!head) {
            response.getOutputStream().write(body);
        }
    }
}
