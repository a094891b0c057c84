package dev.vigie.login;

import dev.vigie.feature.ConditionalOnFeature;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.event.AbstractAuthenticationEvent;
import org.springframework.security.core.userdetails.UserDetailsService;

/** Logins of Spring Security, without a call. */
@AutoConfiguration(after = LoginAutoConfiguration.class)
@ConditionalOnFeature("login")
@ConditionalOnClass(AbstractAuthenticationEvent.class)
@ConditionalOnBean(LoginSignals.class)
public final class LoginSecurityAutoConfiguration {

    private static final long LOOKUP_MILLIS = 500;

    @Bean
    UserLookup vigieUserLookup(ObjectProvider<UserDetailsService> userDetails) {
        return new UserLookup(userDetails, LOOKUP_MILLIS, System::nanoTime);
    }

    @Bean
    SecurityLogins vigieSecurityLogins(
            LoginSignals signals,
            SignedInUser users,
            ObjectProvider<CurrentRequest> request,
            UserLookup lookup,
            LoginProperties properties) {
        return new SecurityLogins(
                signals,
                users,
                request.getIfAvailable(() -> CurrentRequest.NONE),
                properties.askUserDetails() ? lookup : null);
    }
}
