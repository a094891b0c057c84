package dev.vigie.login;

import dev.vigie.errors.ErrorTracker;
import dev.vigie.errors.ErrorTrackerAutoConfiguration;
import dev.vigie.feature.ConditionalOnFeature;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.event.AbstractAuthenticationEvent;
import org.springframework.security.core.userdetails.UserDetailsService;

/** The signed-in user on events and lines, and logins as signals, through Spring Security. */
@AutoConfiguration(after = ErrorTrackerAutoConfiguration.class)
@ConditionalOnFeature(value = "login", missing = "no Spring Security")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(AbstractAuthenticationEvent.class)
@EnableConfigurationProperties(LoginProperties.class)
public final class LoginAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    UserDetailsMapper vigieUserDetailsMapper() {
        return SignedInUser::byName;
    }

    @Bean
    SignedInUser vigieSignedInUser(UserDetailsMapper mapper, ErrorTracker tracker) {
        return new SignedInUser(mapper, tracker);
    }

    @Bean
    FilterRegistrationBean<SignedInUserFilter> vigieSignedInUserFilter(
            SignedInUser users, @Value("${spring.security.filter.order:-100}") int securityFilterOrder) {
        FilterRegistrationBean<SignedInUserFilter> registration =
                new FilterRegistrationBean<>(new SignedInUserFilter(users));
        registration.setOrder(securityFilterOrder + 100);
        return registration;
    }

    @Bean
    LoginCounts vigieLoginCounts() {
        return new LoginCounts();
    }

    @Bean
    LoginSignals vigieLoginSignals(SignedInUser users, ErrorTracker tracker, LoginCounts counts) {
        return new LoginSignals(users, tracker, counts);
    }

    @Bean
    SecurityLogins vigieSecurityLogins(LoginSignals signals, ObjectProvider<UserDetailsService> userDetails) {
        return new SecurityLogins(signals, userDetails);
    }
}
