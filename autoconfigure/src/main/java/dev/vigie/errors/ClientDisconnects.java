package dev.vigie.errors;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether an exception only says that the client went away, which is nobody's error. By the types of Tomcat and Spring;
 * Spring's own helper also takes the lost connection of a database or a partner for one, and does not come to an end
 * with a circle of causes.
 */
public final class ClientDisconnects {

    /** By name: neither need be on the class path. */
    private static final Set<String> TYPES = Set.of(
            "org.apache.catalina.connector.ClientAbortException",
            "org.springframework.web.context.request.async.AsyncRequestNotUsableException");

    private static final int DEEPEST_CAUSE = 20;

    private ClientDisconnects() {}

    /** Whether this exception, or one it was caused by, is one. Never throws, whatever the exception does. */
    public static boolean isOne(Throwable thrown) {
        @Nullable Throwable part = thrown;
        for (int depth = 0; part != null && depth < DEEPEST_CAUSE; depth++) {
            if (TYPES.contains(part.getClass().getName())) {
                return true;
            }
            part = Causes.of(part);
        }
        return false;
    }
}
