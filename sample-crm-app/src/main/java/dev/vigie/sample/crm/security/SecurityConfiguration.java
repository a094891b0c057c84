package dev.vigie.sample.crm.security;

import dev.vigie.errors.ErrorUser;
import dev.vigie.login.UserDetailsMapper;
import jakarta.servlet.DispatcherType;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Form login with a session. A browser is sent to {@code /login}, everybody else gets a problem as JSON. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String[] OPEN = {
        "/",
        "/index.html",
        "/app.css",
        "/app.js",
        "/favicon.ico",
        "/organisations.csv",
        "/session",
        "/health",
        "/health/monitoring",
        "/actuator/health/**",
        "/actuator/info",
        "/actuator/prometheus",
        "/test-sentry",
        "/demo/**"
    };

    @Bean
    SecurityFilterChain crmSecurity(HttpSecurity http, LoginAnswers answers) throws Exception {
        RequestMatcher notAPage = new NegatedRequestMatcher(asksForAPage());
        return http.authorizeHttpRequests(SecurityConfiguration::rules)
                .formLogin(login -> login.successHandler(answers::loggedIn).failureHandler(answers::loginFailed))
                .logout(logout -> logout.logoutSuccessHandler(answers::loggedOut))
                .exceptionHandling(e -> e.defaultAuthenticationEntryPointFor(answers::loginNeeded, notAPage)
                        .accessDeniedHandler(answers::denied))
                .csrf(SecurityConfiguration::tokenInCookie)
                .build();
    }

    /** What Sentry and the log tell of who is signed in. */
    @Bean
    UserDetailsMapper crmUserDetails() {
        return principal ->
                principal instanceof Authentication signedIn && signedIn.getPrincipal() instanceof CrmUser user
                        ? new ErrorUser(
                                Long.toString(user.id()),
                                user.username(),
                                Map.of("department", user.department().label()))
                        : ErrorUser.ofId(principal.getName());
    }

    private static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                .permitAll()
                .requestMatchers(OPEN)
                .permitAll()
                .requestMatchers(HttpMethod.DELETE)
                .hasRole(Department.MANAGEMENT.name())
                .anyRequest()
                .authenticated();
    }

    /**
     * The token travels in the cookie XSRF-TOKEN; scripts send it back in the header X-XSRF-TOKEN, forms in the field
     * _csrf. No page ever contains it, so it needs no masking against BREACH, and the cookie is written with the first
     * answer instead of on the first use of the token.
     */
    private static void tokenInCookie(CsrfConfigurer<HttpSecurity> csrf) {
        CsrfTokenRequestAttributeHandler plainAndAtOnce = new CsrfTokenRequestAttributeHandler();
        plainAndAtOnce.setCsrfRequestAttributeName(null);
        csrf.csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse()).csrfTokenRequestHandler(plainAndAtOnce);
    }

    static RequestMatcher asksForAPage() {
        MediaTypeRequestMatcher page = new MediaTypeRequestMatcher(MediaType.TEXT_HTML);
        page.setIgnoredMediaTypes(Set.of(MediaType.ALL));
        return page;
    }
}
