package dev.vigie.login;

import dev.vigie.errors.ErrorUser;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Reads who a request comes from, and keeps it for all its dispatches. */
final class SignedInRequests {

    private final SignedInUser users;
    private final ActivePeople active;
    private final boolean countSessions;

    SignedInRequests(SignedInUser users, ActivePeople active, boolean countSessions) {
        this.users = users;
        this.active = active;
        this.countSessions = countSessions;
    }

    static @Nullable Told told(ServletRequest request) {
        return request.getAttribute(Told.ATTRIBUTE) instanceof Told told ? told : null;
    }

    /** A dispatch begins: its thread knows nobody yet. */
    void enter(HttpServletRequest request) {
        try {
            boolean first = request.getDispatcherType() == DispatcherType.REQUEST;
            if (first && countSessions) {
                countSession(request);
            }
            Told told = told(request);
            if (told != null && !first) {
                // What the error page's dispatch knows of the principal may be less.
                users.tell(told.user());
            }
            see(request);
        } catch (RuntimeException | StackOverflowError | LinkageError trouble) {
            users.warn("The signed-in user could not be read", trouble);
        }
    }

    /** Somewhere inside: by now a filter of the application may have said who it is. */
    void lookAgain(HttpServletRequest request) {
        try {
            see(request);
        } catch (RuntimeException | StackOverflowError | LinkageError trouble) {
            users.warn("The signed-in user could not be read", trouble);
        }
    }

    private void see(HttpServletRequest request) {
        Told told = told(request);
        if (told != null && told.principal() == null) {
            return;
        }
        Principal principal = request.getUserPrincipal();
        if (principal == null || (told != null && told.isOf(principal))) {
            return;
        }
        ErrorUser user = users.read(principal);
        if (user != null) {
            request.setAttribute(Told.ATTRIBUTE, new Told(principal, user));
            users.tell(user);
        }
    }

    void putLogField(Told told) {
        users.putLogField(told.user());
    }

    /** Not through the session itself: to get it would keep alive one that the application does not touch. */
    private void countSession(HttpServletRequest request) {
        String id = request.getRequestedSessionId();
        if (id != null && request.isRequestedSessionIdValid()) {
            active.sawSession(id);
        }
    }
}
