package dev.vigie.login;

import dev.vigie.logging.LogFieldValues;
import dev.vigie.logging.LogFields;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.List;

/**
 * Gives the thread back without the user. Stands around the request filter, so that what is told when a request fails
 * is told of the user, too.
 */
final class UserLeavesFilter implements Filter {

    private final SignedInUser users;
    private final boolean scoped;

    /** With scopes of its own for each request, the tracker forgets by itself. */
    UserLeavesFilter(SignedInUser users, boolean scoped) {
        this.users = users;
        this.scoped = scoped;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        LogFieldValues before = LogFieldValues.now(List.of(LogFields.USER_ID));
        try {
            chain.doFilter(request, response);
        } finally {
            if (!scoped && SignedInRequests.told(request) != null) {
                users.forget();
            }
            before.restore();
        }
    }
}
