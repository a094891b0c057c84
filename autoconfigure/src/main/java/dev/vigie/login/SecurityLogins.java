package dev.vigie.login;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationListener;
import org.springframework.security.authentication.AccountExpiredException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.AbstractAuthenticationEvent;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/**
 * Hears of logins from Spring Security. Of successes only the interactive ones: with HTTP Basic or a bearer token every
 * request authenticates, and none of them is a login.
 */
final class SecurityLogins implements ApplicationListener<AbstractAuthenticationEvent> {

    private static final Logger log = LoggerFactory.getLogger(SecurityLogins.class);

    private final LoginSignals signals;
    private final ObjectProvider<UserDetailsService> userDetails;

    SecurityLogins(LoginSignals signals, ObjectProvider<UserDetailsService> userDetails) {
        this.signals = signals;
        this.userDetails = userDetails;
    }

    @Override
    public void onApplicationEvent(AbstractAuthenticationEvent event) {
        try {
            tell(event);
        } catch (RuntimeException ourTrouble) {
            // It would become the answer to the login.
            log.warn("A login could not be told: {}", ourTrouble.getClass().getName());
        }
    }

    private void tell(AbstractAuthenticationEvent event) {
        if (event instanceof InteractiveAuthenticationSuccessEvent) {
            signals.succeeded(event.getAuthentication());
        } else if (event instanceof AbstractAuthenticationFailureEvent failure) {
            // Of other kinds of authentication the name may be the credential: a bearer token, for one.
            if (failure.getAuthentication() instanceof UsernamePasswordAuthenticationToken login) {
                String username = String.valueOf(login.getName());
                signals.failed(username, reasonOf(failure.getException(), username));
            }
        } else if (event instanceof LogoutSuccessEvent) {
            signals.loggedOut(event.getAuthentication());
        }
    }

    private LoginFailure reasonOf(AuthenticationException exception, String username) {
        if (exception instanceof UsernameNotFoundException) {
            return LoginFailure.UNKNOWN_USER;
        } else if (exception instanceof BadCredentialsException) {
            return isUnknown(username) ? LoginFailure.UNKNOWN_USER : LoginFailure.WRONG_PASSWORD;
        } else if (exception instanceof LockedException) {
            return LoginFailure.LOCKED;
        } else if (exception instanceof DisabledException) {
            return LoginFailure.DISABLED;
        } else if (exception instanceof AccountExpiredException || exception instanceof CredentialsExpiredException) {
            return LoginFailure.EXPIRED;
        }
        return LoginFailure.OTHER;
    }

    /**
     * Spring Security hides an unknown user behind "bad credentials", from the client and so from us; only asking again
     * tells. The client's answer does not change.
     */
    private boolean isUnknown(String username) {
        UserDetailsService service = userDetails.getIfUnique();
        if (service == null) {
            return false;
        }
        try {
            service.loadUserByUsername(username);
            return false;
        } catch (UsernameNotFoundException unknown) {
            return true;
        } catch (RuntimeException storesTrouble) {
            return false;
        }
    }
}
