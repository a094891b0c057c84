package dev.vigie.web;

import dev.vigie.errors.Causes;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;

/** What Spring Security's filter turns into a login, a 401 or a 403. */
final class SecurityExceptions implements OthersExceptions {

    private static final int DEEPEST_CAUSE = 20;

    @Override
    public boolean include(Throwable thrown) {
        @Nullable Throwable part = thrown;
        for (int depth = 0; part != null && depth < DEEPEST_CAUSE; depth++) {
            if (part instanceof AccessDeniedException || part instanceof AuthenticationException) {
                return true;
            }
            part = Causes.of(part);
        }
        return false;
    }
}
