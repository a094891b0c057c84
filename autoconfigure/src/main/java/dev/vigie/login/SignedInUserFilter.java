package dev.vigie.login;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Puts the signed-in user on the events and log lines of the request. Stands behind Spring Security's filter. */
final class SignedInUserFilter extends OncePerRequestFilter {

    private final SignedInRequests requests;

    SignedInUserFilter(SignedInRequests requests) {
        this.requests = requests;
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
        requests.enter(request);
        chain.doFilter(request, response);
    }
}
