package dev.vigie.health;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/** Somebody who calls, with a role of the same name, by a header. */
@Order(Ordered.LOWEST_PRECEDENCE)
public final class CallerFilter extends OncePerRequestFilter {

    public static final String HEADER = "X-Caller";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String caller = request.getHeader(HEADER);
        chain.doFilter(caller == null ? request : new Called(request, caller), response);
    }

    private static final class Called extends HttpServletRequestWrapper {

        private final String caller;

        Called(HttpServletRequest request, String caller) {
            super(request);
            this.caller = caller;
        }

        @Override
        public @Nullable Principal getUserPrincipal() {
            return () -> caller;
        }

        @Override
        public boolean isUserInRole(String role) {
            return role.equals(caller);
        }
    }
}
