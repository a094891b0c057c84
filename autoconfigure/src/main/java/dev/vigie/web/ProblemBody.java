package dev.vigie.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonWriter;

/**
 * The answer to an error that nobody else answers: a problem document that says nothing of the inside of the
 * application.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, Problem Details for HTTP APIs</a>
 */
final class ProblemBody {

    static final String CONTENT_TYPE = "application/problem+json";

    private static final JsonWriter<Map<String, Object>> JSON = JsonWriter.standard();

    private ProblemBody() {}

    /** Writes status 500 and the body. The response must not be committed. */
    static void write(WatchedRequest watched, HttpServletResponse response) throws IOException {
        byte[] body = JSON.writeToString(members(watched)).getBytes(StandardCharsets.UTF_8);
        response.resetBuffer();
        response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        response.setContentType(CONTENT_TYPE);
        response.setContentLength(body.length);
        try {
            response.getOutputStream().write(body);
        } catch (IllegalStateException writerInUse) {
            response.getWriter().write(new String(body, StandardCharsets.UTF_8));
        }
        response.flushBuffer();
    }

    private static Map<String, Object> members(WatchedRequest watched) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "about:blank");
        members.put("title", "Internal Server Error");
        members.put("status", HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        members.put("detail", "Internal server error");
        members.put("instance", watched.path());
        members.put("requestId", watched.requestId());
        members.put("traceId", watched.traceId());
        @Nullable String eventId = watched.eventId();
        if (eventId != null) {
            members.put("eventId", eventId);
        }
        return members;
    }
}
