package dev.vigie.web;

import dev.vigie.errors.Activation;
import dev.vigie.errors.RequestScopes;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Where a request comes in and where it is over, around all filters and the error page: only here is the outcome of one
 * that failed certain.
 */
final class RequestEnds implements ServletRequestListener {

    private static final String ARRIVAL = RequestEnds.class.getName();

    private final RequestScopes scopes;
    private final RequestFilter filter;

    RequestEnds(RequestScopes scopes, RequestFilter filter) {
        this.scopes = scopes;
        this.filter = filter;
    }

    /** Whether the end of this request will be told. */
    static boolean isTold(ServletRequest request) {
        return request.getAttribute(ARRIVAL) != null;
    }

    /** The request goes on, but without the current thread. */
    static void leaveThread(ServletRequest request) {
        if (request.getAttribute(ARRIVAL) instanceof Activation arrival) {
            arrival.close();
        }
    }

    @Override
    public void requestInitialized(ServletRequestEvent event) {
        event.getServletRequest().setAttribute(ARRIVAL, scopes.arrive());
    }

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        ServletRequest request = event.getServletRequest();
        leaveThread(request);
        if (request instanceof HttpServletRequest http) {
            filter.ended(http);
        }
    }
}
