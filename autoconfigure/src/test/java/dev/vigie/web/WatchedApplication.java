package dev.vigie.web;

import dev.vigie.errors.sentry.RecordedSentry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.server.ResponseStatusException;

/** An application with one handler for each way a request can end. */
@SpringBootConfiguration
@EnableAutoConfiguration
class WatchedApplication {

    private static final Logger log = LoggerFactory.getLogger(WatchedApplication.class);

    @Bean
    RecordedSentry recordedSentry() {
        return new RecordedSentry();
    }

    @Bean
    SecurityFilterChain open(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .build();
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
                throws IOException, jakarta.servlet.ServletException {
            if (request.getRequestURI().equals("/filter")) {
                throw new IllegalStateException("secret of the filter");
            }
            chain.doFilter(request, response);
        }
    }

    static final class DomainTrouble extends RuntimeException {}

    record Order(String article) {}

    @RestControllerAdvice
    static class Advice {

        @ExceptionHandler(DomainTrouble.class)
        ResponseEntity<String> unavailable() {
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body("come back later");
        }

        @ExceptionHandler(IllegalArgumentException.class)
        ResponseEntity<String> bad() {
            return ResponseEntity.badRequest().body("no");
        }
    }

    @RestController
    @Validated
    static class Handlers {

        @GetMapping("/ok/{id}")
        String ok(@PathVariable String id) {
            log.info("served");
            return id;
        }

        @GetMapping("/fail/{id}")
        String fail(@PathVariable String id) {
            throw new IllegalStateException("secret of " + id, new IOException("the cause"));
        }

        @GetMapping("/logged")
        String logged() {
            RuntimeException failure = new IllegalStateException("logged first");
            log.error("about to fail", failure);
            throw failure;
        }

        @GetMapping("/error-thrown")
        String errorThrown() {
            throw new StackOverflowError();
        }

        @GetMapping("/hostile/{kind}")
        String hostile(@PathVariable String kind) {
            throw HostileErrors.of(kind);
        }

        @GetMapping("/callable")
        Callable<String> callable() {
            return () -> {
                throw new IllegalStateException("later");
            };
        }

        @GetMapping("/advised503")
        String advised503() {
            throw new DomainTrouble();
        }

        @GetMapping("/advised400")
        String advised400() {
            throw new IllegalArgumentException();
        }

        @GetMapping("/status404")
        String status404() {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "none of that");
        }

        @GetMapping("/denied")
        String denied() {
            throw new AccessDeniedException("not you");
        }

        @PostMapping("/orders")
        Order order(@RequestBody Order order) {
            return order;
        }
    }
}
