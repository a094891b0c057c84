package dev.vigie.login;

import dev.vigie.errors.ErrorUser;
import dev.vigie.logging.LogFields;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/** Puts the signed-in user on the events and log lines of the request. Stands behind Spring Security's filter. */
final class SignedInUserFilter extends OncePerRequestFilter {

    private final SignedInUser users;

    SignedInUserFilter(SignedInUser users) {
        this.users = users;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Principal principal = request.getUserPrincipal();
        @Nullable ErrorUser user = principal == null ? null : users.tell(principal);
        String id = user == null ? null : user.id();
        if (id == null) {
            chain.doFilter(request, response);
            return;
        }
        MDC.put(LogFields.USER_ID, id);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(LogFields.USER_ID);
        }
    }
}
