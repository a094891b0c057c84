package dev.vigie.web;

import dev.vigie.errors.Causes;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether an exception only says that the client went away. By the containers' own types; Spring's helper also takes
 * the lost connection of a database or a partner for one, and does not come to an end with a circle of causes.
 */
final class ClientDisconnects {

    /** Of Tomcat, of Jetty, of Spring. By name: at most one of the containers is there. */
    private static final Set<String> TYPES = Set.of(
            "org.apache.catalina.connector.ClientAbortException",
            "org.eclipse.jetty.io.EofException",
            "org.springframework.web.context.request.async.AsyncRequestNotUsableException");

    private static final int DEEPEST_CAUSE = 10;

    private ClientDisconnects() {}

    /** Never throws, whatever the exception does when it is looked at. */
    static boolean isOne(Throwable thrown, @Nullable HttpServletResponse response) {
        @Nullable Throwable part = thrown;
        for (int depth = 0; part != null && depth < DEEPEST_CAUSE; depth++) {
            if (TYPES.contains(part.getClass().getName())) {
                return true;
            }
            part = Causes.of(part);
        }
        // Undertow has no type of its own; once the answer has begun, an I/O error is one of writing it.
        Throwable error = thrown instanceof ServletException ? Causes.of(thrown) : thrown;
        return error instanceof IOException && response != null && response.isCommitted();
    }
}
