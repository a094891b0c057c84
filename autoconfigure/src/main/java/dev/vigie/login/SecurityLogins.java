package dev.vigie.login;

import dev.vigie.errors.ErrorUser;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.security.authentication.AccountExpiredException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.AbstractAuthenticationEvent;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/**
 * Hears of logins from Spring Security. Of successes only the interactive ones: with HTTP Basic or a bearer token every
 * request authenticates, and none of them is a login.
 */
final class SecurityLogins implements ApplicationListener<AbstractAuthenticationEvent> {

    private final LoginSignals signals;
    private final SignedInUser users;
    private final CurrentRequest request;
    private final @Nullable UserLookup lookup;
    private final SeenFailures seen = new SeenFailures();

    /** Without a lookup bad credentials stay bad credentials. */
    SecurityLogins(LoginSignals signals, SignedInUser users, CurrentRequest request, @Nullable UserLookup lookup) {
        this.signals = signals;
        this.users = users;
        this.request = request;
        this.lookup = lookup;
    }

    @Override
    public void onApplicationEvent(AbstractAuthenticationEvent event) {
        try {
            tell(event);
        } catch (RuntimeException | StackOverflowError | LinkageError ourTrouble) {
            // It would become the answer to the login.
            users.warn("A login could not be told", ourTrouble);
        }
    }

    private void tell(AbstractAuthenticationEvent event) {
        Authentication authentication = event.getAuthentication();
        if (event instanceof InteractiveAuthenticationSuccessEvent) {
            succeeded(authentication);
        } else if (event instanceof AbstractAuthenticationFailureEvent failure) {
            // Of other kinds of authentication the name may be the credential: a bearer token, for one.
            if (authentication instanceof UsernamePasswordAuthenticationToken login
                    && seen.isNew(login, failure.getException())) {
                failed(nameOf(login), failure.getException());
            }
        } else if (event instanceof LogoutSuccessEvent && !(authentication instanceof AnonymousAuthenticationToken)) {
            request.forget();
            signals.loggedOut(users.read(authentication));
        }
    }

    /** Spring Security says nothing before it knows the outcome; so the attempt is told with it. */
    private void succeeded(Authentication authentication) {
        signals.attempted(nameOf(authentication));
        ErrorUser user = users.read(authentication);
        signals.succeeded(user, user != null && request.keep(new Told(authentication, user)));
    }

    private void failed(@Nullable String username, AuthenticationException exception) {
        signals.attempted(username);
        LoginFailure known = reasonOf(exception);
        signals.failed(
                username,
                () -> known == LoginFailure.BAD_CREDENTIALS && lookup != null && username != null
                        ? lookup.reasonFor(username)
                        : known,
                known);
    }

    /** A principal of the application's own is asked for its name, and may throw. */
    private static @Nullable String nameOf(Authentication authentication) {
        try {
            return authentication.getName();
        } catch (RuntimeException | StackOverflowError | LinkageError trouble) {
            return null;
        }
    }

    /**
     * Spring Security hides an unknown user behind "bad credentials", from the client and so from us; from 7.1 on the
     * cause tells, before that only asking again does.
     */
    private static LoginFailure reasonOf(AuthenticationException exception) {
        if (exception instanceof UsernameNotFoundException) {
            return LoginFailure.UNKNOWN_USER;
        } else if (exception instanceof BadCredentialsException) {
            return exception.getCause() instanceof UsernameNotFoundException
                    ? LoginFailure.UNKNOWN_USER
                    : LoginFailure.BAD_CREDENTIALS;
        } else if (exception instanceof LockedException) {
            return LoginFailure.LOCKED;
        } else if (exception instanceof DisabledException) {
            return LoginFailure.DISABLED;
        } else if (exception instanceof AccountExpiredException || exception instanceof CredentialsExpiredException) {
            return LoginFailure.EXPIRED;
        } else if (exception instanceof AuthenticationServiceException) {
            return LoginFailure.SERVICE_FAILED;
        }
        return LoginFailure.OTHER;
    }
}
