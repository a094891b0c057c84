package dev.vigie.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

    private static final String FAILED = "Internal server error";
    private static final String IN_CONFLICT = "The request is in conflict with data that is already there";

    private static final Set<String> OF_THE_BODY = Set.of(
            "cache-control",
            "content-disposition",
            "content-encoding",
            "content-language",
            "content-length",
            "content-range",
            "content-type",
            "etag",
            "expires",
            "last-modified",
            "pragma");

    private static final JsonWriter<Map<String, Object>> JSON = JsonWriter.standard();

    private ProblemBody() {}

    /** Writes status 500 and the body. The response must not be committed. */
    static void write(WatchedRequest watched, HttpServletResponse response) throws IOException {
        write(watched, response, HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "Internal Server Error", FAILED);
    }

    /** Writes status 409 and the body. The response must not be committed. */
    static void writeConflict(WatchedRequest watched, HttpServletResponse response) throws IOException {
        write(watched, response, HttpServletResponse.SC_CONFLICT, "Conflict", IN_CONFLICT);
    }

    private static void write(
            WatchedRequest watched, HttpServletResponse response, int status, String title, String detail)
            throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "about:blank");
        members.put("title", title);
        members.put("status", status);
        members.put("detail", detail);
        addIds(members, watched);
        byte[] body = JSON.writeToString(members).getBytes(StandardCharsets.UTF_8);
        forgetTheAnswerThatFailed(response);
        response.setStatus(status);
        response.setContentType(CONTENT_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    /**
     * Body, length, encoding and caching were meant for the answer that failed; all other headers, such as those of
     * security and CORS, stay. The servlet API can only take all headers away at once.
     */
    private static void forgetTheAnswerThatFailed(HttpServletResponse response) {
        Map<String, List<String>> kept = new LinkedHashMap<>();
        for (String name : response.getHeaderNames()) {
            if (!OF_THE_BODY.contains(name.toLowerCase(Locale.ROOT))) {
                kept.put(name, List.copyOf(response.getHeaders(name)));
            }
        }
        response.reset();
        kept.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    }

    private static void addIds(Map<String, Object> members, WatchedRequest watched) {
        members.put("instance", watched.path());
        members.put("requestId", watched.requestId());
        members.put("traceId", watched.traceId());
        @Nullable String eventId = watched.failure().eventId();
        if (eventId != null) {
            members.put("eventId", eventId);
        }
    }
}
