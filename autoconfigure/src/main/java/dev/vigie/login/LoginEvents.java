package dev.vigie.login;

import dev.vigie.errors.ErrorUser;

/**
 * Tells of people: who works on this request, who came, who failed to. Spring Security's logins are told by themselves;
 * this is for an application that signs people in on its own. A bean of this type is always there, and no call throws.
 */
public interface LoginEvents {

    /** One that tells nobody, as it is where {@code login} is switched off. */
    static LoginEvents none() {
        return new NoLoginEvents();
    }

    /**
     * Somebody tries to log in.
     *
     * @param username as it was typed
     */
    void attempted(String username);

    /** A login succeeded. The rest of this request is about that person; later ones need {@link #signedIn}. */
    void succeeded(ErrorUser user);

    /**
     * A login failed.
     *
     * @param username as it was typed
     */
    void failed(String username, LoginFailure reason);

    /** Somebody left. The rest of this request is about nobody. */
    void loggedOut(ErrorUser user);

    /**
     * This request comes from that person: for a filter or an interceptor of the application that knows them from its
     * own session or token. Not needed where {@code HttpServletRequest.getUserPrincipal()} knows. Outside a request it
     * does nothing.
     */
    void signedIn(ErrorUser user);
}
