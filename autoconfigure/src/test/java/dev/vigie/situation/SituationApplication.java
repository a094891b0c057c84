package dev.vigie.situation;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.filter.OncePerRequestFilter;

/** The application all situations happen in; each family brings its own handlers. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableMethodSecurity
@Import({
    HandlerSituations.Handlers.class,
    AnsweredSituations.Handlers.class,
    AnsweredSituations.Advice.class,
    FilterSituations.Filters.class,
    FilterSituations.Handlers.class,
    SecuritySituations.Handlers.class,
    InputSituations.Handlers.class,
    AsyncSituations.Handlers.class,
    StreamSituations.Handlers.class,
    LoggedSituations.Handlers.class,
    HostileSituations.Handlers.class,
    OperatorSituations.Broken.class,
    BackgroundSituations.Config.class
})
class SituationApplication {

    /** Every request leaves a breadcrumb that begins so and ends with its id. */
    static final String STEP = "step of ";

    private static final Logger log = LoggerFactory.getLogger(SituationApplication.class);

    @Bean
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/members/**")
                        .authenticated()
                        .anyRequest()
                        .permitAll())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .httpBasic(Customizer.withDefaults())
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    UserDetailsService users() {
        return new InMemoryUserDetailsManager(
                User.withUsername("ada").password("{noop}right").roles("USER").build());
    }

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> steps() {
        FilterRegistrationBean<OncePerRequestFilter> registration = new FilterRegistrationBean<>(new Steps());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
        return registration;
    }

    @Bean
    FinishedRequests finishedRequests() {
        return new FinishedRequests();
    }

    private static final class Steps extends OncePerRequestFilter {

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            log.info("{}{}", STEP, request.getHeader("X-Request-ID"));
            chain.doFilter(request, response);
        }
    }

    /** Which requests the container has done with; for clients that do not wait for it. */
    static final class FinishedRequests implements ServletRequestListener {

        private final Set<String> ids = ConcurrentHashMap.newKeySet();
        private final Set<String> written = ConcurrentHashMap.newKeySet();

        @Override
        public void requestDestroyed(ServletRequestEvent event) {
            ids.add(String.valueOf(((HttpServletRequest) event.getServletRequest()).getHeader("X-Request-ID")));
        }

        /** The handler has stopped writing; the container may still have something to do. */
        void written(String requestId) {
            written.add(requestId);
        }

        boolean isWritten(String requestId) {
            return written.contains(requestId);
        }

        /** The container does not always say so when a connection breaks while another thread writes. */
        void awaitEnd(String requestId) {
            try {
                Awaitility.await().atMost(Duration.ofSeconds(1)).until(() -> ids.contains(requestId));
            } catch (ConditionTimeoutException notSaid) {
                // A second was time enough for what should not come.
            }
        }
    }
}
