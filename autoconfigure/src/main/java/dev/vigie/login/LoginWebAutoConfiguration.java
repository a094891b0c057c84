package dev.vigie.login;

import dev.vigie.errors.RequestScopes;
import dev.vigie.feature.ConditionalOnFeature;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/** The signed-in user of each request. */
@AutoConfiguration(after = LoginAutoConfiguration.class)
@ConditionalOnFeature("login")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(OncePerRequestFilter.class)
@ConditionalOnBean(SignedInUser.class)
public final class LoginWebAutoConfiguration {

    /** Around the request filter, which tells how a request ended. */
    private static final int OUTSIDE = Ordered.HIGHEST_PRECEDENCE + 1;

    @Bean
    CurrentRequest vigieCurrentRequest() {
        return new ServletCurrentRequest();
    }

    @Bean
    SignedInRequests vigieSignedInRequests(SignedInUser users, ActivePeople active, LoginProperties properties) {
        return new SignedInRequests(users, active, properties.countSessions());
    }

    @Bean
    FilterRegistrationBean<UserLeavesFilter> vigieUserLeavesFilter(
            SignedInUser users, ObjectProvider<RequestScopes> scopes) {
        FilterRegistrationBean<UserLeavesFilter> registration = new FilterRegistrationBean<>(
                new UserLeavesFilter(users, scopes.stream().findAny().isPresent()));
        registration.setOrder(OUTSIDE);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
        return registration;
    }

    @Bean
    FilterRegistrationBean<SignedInUserFilter> vigieSignedInUserFilter(
            SignedInRequests requests, @Value("${spring.security.filter.order:-100}") int securityFilterOrder) {
        FilterRegistrationBean<SignedInUserFilter> registration =
                new FilterRegistrationBean<>(new SignedInUserFilter(requests));
        registration.setOrder(securityFilterOrder + 100);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
        return registration;
    }
}
