package dev.vigie.login;

import dev.vigie.errors.ErrorUser;
import dev.vigie.test.RecordedSentry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;

/** People with HTTP Basic; what the mapper does with them depends on their names. */
@Configuration(proxyBeanMethods = false)
class PeopleApplication {

    static final List<LoginBruteForce> FACTS = new CopyOnWriteArrayList<>();

    @Bean
    RecordedSentry recordedSentry() {
        return new RecordedSentry();
    }

    @Bean
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .httpBasic(Customizer.withDefaults())
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    UserDetailsService users() {
        InMemoryUserDetailsManager users = new InMemoryUserDetailsManager();
        for (String name : List.of("ada", "grace", "throwing", "nobody", "blank", "overflowing")) {
            users.createUser(User.withUsername(name).password("{noop}right").build());
        }
        return users;
    }

    @Bean
    UserDetailsMapper mapper() {
        return principal -> switch (principal.getName()) {
            case "throwing" -> throw new IllegalStateException("the mapper failed");
            case "overflowing" -> throw new StackOverflowError();
            case "nobody" -> null;
            case "blank" -> blank();
            default -> new ErrorUser("id-" + principal.getName(), principal.getName(), Map.of("department", "sales"));
        };
    }

    @SuppressWarnings("NullAway") // what an application may do all the same
    private static ErrorUser blank() {
        Map<String, @Nullable String> attributes = new HashMap<>();
        attributes.put("department", null);
        return new ErrorUser(null, null, null, attributes);
    }

    @Bean
    FilterRegistrationBean<FailingFilter> failingFilter() {
        FilterRegistrationBean<FailingFilter> registration = new FilterRegistrationBean<>(new FailingFilter());
        registration.setOrder(Ordered.LOWEST_PRECEDENCE);
        return registration;
    }

    static final class FailingFilter extends OncePerRequestFilter {

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            if (request.getRequestURI().equals("/filter")) {
                throw new IllegalStateException("in a filter");
            }
            chain.doFilter(request, response);
        }
    }

    @RestController
    static class Handlers {

        @GetMapping("/ok")
        String ok() {
            LoggerFactory.getLogger(Handlers.class).info("served");
            return "ok";
        }

        @GetMapping("/fail")
        String fail() {
            throw new IllegalStateException("in a handler");
        }

        @GetMapping("/logged")
        String logged() {
            LoggerFactory.getLogger(Handlers.class).error("by a logger", new IllegalStateException("logged"));
            return "ok";
        }

        @GetMapping("/later")
        Callable<String> later() {
            return () -> {
                LoggerFactory.getLogger(Handlers.class).info("working_later");
                throw new IllegalStateException("later");
            };
        }

        @EventListener
        void heard(LoginBruteForce fact) {
            FACTS.add(fact);
            throw new IllegalStateException("a listener that fails");
        }
    }
}
