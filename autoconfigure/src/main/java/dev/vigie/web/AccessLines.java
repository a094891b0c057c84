package dev.vigie.web;

import dev.vigie.logging.LogFields;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.spi.LoggingEventBuilder;

/** One line per request, written to the logger {@code access} when its status is final. */
final class AccessLines {

    private static final Logger log = LoggerFactory.getLogger("access");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final boolean enabled;
    private final ExcludedPaths excluded;

    AccessLines(WebProperties.Access settings) {
        this.enabled = settings.enabled();
        this.excluded = ExcludedPaths.of(settings.exclude());
    }

    /** The line a request is going to have, or null when it gets none. */
    @Nullable
    AccessLine begin(String path, HttpServletRequest request) {
        if (!enabled || !log.isInfoEnabled() || excluded.contain(path, request.getContextPath())) {
            return null;
        }
        return new AccessLine();
    }

    /** The answer for one dispatch, which counts what is written; as it is where no line needs that. */
    HttpServletResponse counted(WatchedRequest watched, HttpServletRequest request, HttpServletResponse response) {
        AccessLine line = watched.accessLine();
        if (line == null || watched.method().equals("HEAD")) {
            return response;
        }
        if (request.getDispatcherType() == DispatcherType.ERROR && !response.isCommitted()) {
            // The container has emptied the buffer for the error page.
            line.discard();
        }
        return CountingResponse.around(response, line);
    }

    /** The thread leaves the request, and a filter around ours takes the user from it. */
    void leave(WatchedRequest watched) {
        AccessLine line = watched.accessLine();
        if (line != null) {
            line.keepUser();
        }
    }

    /** Other threads write the answer from here on. */
    void goesOn(WatchedRequest watched, AsyncContext later) {
        AccessLine line = watched.accessLine();
        if (line != null && later.hasOriginalRequestAndResponse()) {
            line.cannotCount();
        }
    }

    /** Whether it is still to be written. */
    boolean isDue(WatchedRequest watched) {
        AccessLine line = watched.accessLine();
        return line != null && !line.isWritten();
    }

    /** To be called on a thread that is in the request; only the first call writes. */
    void write(WatchedRequest watched, int status) {
        AccessLine line = watched.accessLine();
        if (line == null || !line.take() || !log.isInfoEnabled()) {
            return;
        }
        // As it is known at the end; whoever leaves the request takes it away again.
        watched.putRoute();
        String before = MDC.get(LogFields.USER_ID);
        String userId = line.userId();
        if (userId == null || userId.equals(before)) {
            log(watched, line, status);
            return;
        }
        MDC.put(LogFields.USER_ID, userId);
        try {
            log(watched, line, status);
        } finally {
            if (before == null) {
                MDC.remove(LogFields.USER_ID);
            } else {
                MDC.put(LogFields.USER_ID, before);
            }
        }
    }

    private static void log(WatchedRequest watched, AccessLine line, int status) {
        LoggingEventBuilder event = log.atInfo()
                .addKeyValue("method", watched.method())
                .addKeyValue("path", printable(watched.path()))
                .addKeyValue("status", status)
                .addKeyValue("duration_ms", watched.durationMs());
        Long bytes = watched.response() == null ? null : line.bytes();
        if (bytes != null) {
            event = event.addKeyValue("bytes", hasBody(watched.method(), status) ? bytes : Long.valueOf(0));
        }
        String clientIp = watched.clientIp();
        (clientIp == null ? event : event.addKeyValue("client_ip", clientIp)).log("request_completed");
    }

    /** What is written to an answer without a body is thrown away by the container. */
    private static boolean hasBody(String method, int status) {
        return status >= 200
                && status != HttpServletResponse.SC_NO_CONTENT
                && status != HttpServletResponse.SC_NOT_MODIFIED
                && !method.equals("HEAD");
    }

    /** A raw path is made of printable ASCII; not every container insists. */
    static String printable(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (!isPrintable(path.charAt(i))) {
                return encoded(path);
            }
        }
        return path;
    }

    private static String encoded(String path) {
        StringBuilder encoded = new StringBuilder(path.length() + 16);
        for (byte part : path.getBytes(StandardCharsets.UTF_8)) {
            if (isPrintable((char) (part & 0xff))) {
                encoded.append((char) part);
            } else {
                encoded.append('%').append(HEX.toHexDigits(part));
            }
        }
        return encoded.toString();
    }

    private static boolean isPrintable(char c) {
        return c > ' ' && c < 0x7f;
    }
}
