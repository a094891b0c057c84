package dev.vigie.web;

import dev.vigie.test.RecordedSentry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.dao.DataIntegrityViolationException;
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
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

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

    @Bean
    FilterRegistrationBean<OuterFilter> outerFilter() {
        FilterRegistrationBean<OuterFilter> registration = new FilterRegistrationBean<>(new OuterFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /** Stands around ours. */
    static final class OuterFilter extends OncePerRequestFilter {

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            if (request.getRequestURI().equals("/outer")) {
                throw new IllegalStateException("outside");
            }
            MDC.put("requestId", "of-the-outer-filter");
            boolean refuses = request.getRequestURI().equals("/ok/no-header");
            chain.doFilter(request, refuses ? new NoHeaders(response) : response);
            if (request.getRequestURI().equals("/ok/thread")) {
                afterwards.set(MDC.get("requestId") + " " + MDC.get("route"));
            }
            MDC.remove("requestId");
            if (request.getRequestURI().equals("/ok/outer-after")) {
                response.flushBuffer();
                throw new IllegalStateException("outside, and late");
            }
        }
    }

    /** As an answer is whose headers two threads wrote at once. */
    private static final class NoHeaders extends HttpServletResponseWrapper {

        NoHeaders(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void setHeader(String name, String value) {
            if (name.equals("X-Request-ID")) {
                throw new ArrayIndexOutOfBoundsException("headers of two threads");
            }
            super.setHeader(name, value);
        }
    }

    /** What stood on the thread when our filter had done with a request: request id and route. */
    static final AtomicReference<String> afterwards = new AtomicReference<>("");

    static final class FailingFilter extends OncePerRequestFilter {

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            if (request.getRequestURI().equals("/filter")) {
                throw new IllegalStateException("secret of the filter");
            }
            if (request.getRequestURI().equals("/filter/undeclared")) {
                throwUndeclared(new TimeoutException("checked, and not declared"));
            }
            chain.doFilter(request, response);
        }
    }

    @SuppressWarnings("StaticAssignmentOfThrowable") // applications do
    private static final RuntimeException CONSTANT = new IllegalStateException("kept in a constant");

    /** As languages without checked exceptions do. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwUndeclared(Throwable checked) throws T {
        throw (T) checked;
    }

    static final class DomainTrouble extends RuntimeException {}

    record Order(String article) {}

    @RestControllerAdvice
    static class Advice {

        @ExceptionHandler(DomainTrouble.class)
        ResponseEntity<String> unavailable() {
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body("come back later");
        }

        @ExceptionHandler(HostileErrors.SilentError.class)
        ResponseEntity<String> silent() {
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body("in silence");
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

        @GetMapping("/logged/{status}")
        ResponseEntity<String> loggedAndAnswered(@PathVariable int status) {
            LoggerFactory.getLogger("app").error("went on without it", new IllegalStateException("cache"));
            LoggerFactory.getLogger("app").error("a line alone");
            return ResponseEntity.status(status).body("done");
        }

        @GetMapping("/taken")
        String taken() {
            throw new DataIntegrityViolationException(
                    "could not execute statement [insert into org (name) values ('hidden')]",
                    new SQLException("ERROR: duplicate key value violates unique constraint \"org_name_key\""));
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

        @GetMapping("/later/logged")
        Callable<String> loggedLater() {
            return () -> {
                RuntimeException failure = new IllegalStateException("later");
                log.error("in the callable", failure);
                throw failure;
            };
        }

        @GetMapping("/later/never")
        DeferredResult<String> never() {
            return new DeferredResult<>(100L);
        }

        @GetMapping("/later/streamed")
        StreamingResponseBody streamed() {
            return out -> {
                out.write("begun".repeat(10_000).getBytes(StandardCharsets.UTF_8));
                out.flush();
                throw new IllegalStateException("in the middle");
            };
        }

        @GetMapping("/send-error")
        void sendError(HttpServletResponse response) throws IOException {
            response.sendError(500);
        }

        @GetMapping("/constant")
        String constant() {
            throw CONSTANT;
        }

        @GetMapping("/backend")
        String backend() {
            throw new IllegalStateException("the database is gone", new EOFException("connection closed"));
        }

        @GetMapping("/download")
        String download(HttpServletResponse response) {
            response.setHeader("Content-Encoding", "gzip");
            response.setHeader("Content-Disposition", "attachment");
            response.setHeader("Cache-Control", "public, max-age=3600");
            response.setHeader("X-Kept", "yes");
            throw new IllegalStateException("no file");
        }

        @GetMapping("/hostile/answered")
        String hostileAnswered() {
            throw new HostileErrors.SilentError();
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
