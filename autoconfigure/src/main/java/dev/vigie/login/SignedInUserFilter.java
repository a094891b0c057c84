package dev.vigie.login;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * Puts the signed-in user on the events and log lines of the request, in each of its dispatches. Stands behind Spring
 * Security's filter.
 */
final class SignedInUserFilter implements Filter {

    private final SignedInRequests requests;

    SignedInUserFilter(SignedInRequests requests) {
        this.requests = requests;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http) {
            requests.enter(http);
        }
        chain.doFilter(request, response);
    }
}
