package dev.vigie.login;

import dev.vigie.errors.ErrorUser;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;

/** An application that signs people in on its own: with a call, or with a filter that gives the request a principal. */
@Configuration(proxyBeanMethods = false)
public class OwnLogins {

    private static final Logger log = LoggerFactory.getLogger(OwnLogins.class);

    private static final ErrorUser ADA = new ErrorUser("id-ada", "ada", Map.of("department", "sales"));

    /** Without an order: behind all others. */
    @Bean
    OncePerRequestFilter principalFilter(LoginEvents logins) {
        return new OncePerRequestFilter() {

            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws IOException, ServletException {
                String name = request.getHeader("X-Principal");
                if ("called".equals(name)) {
                    logins.signedIn(ADA);
                    chain.doFilter(request, response);
                } else if (name != null) {
                    chain.doFilter(withPrincipal(request, () -> name), response);
                } else {
                    chain.doFilter(request, response);
                }
            }
        };
    }

    private static HttpServletRequest withPrincipal(HttpServletRequest request, Principal principal) {
        return new HttpServletRequestWrapper(request) {

            @Override
            public Principal getUserPrincipal() {
                return principal;
            }
        };
    }

    @RestController
    static class Handlers {

        private final LoginEvents logins;

        Handlers(LoginEvents logins) {
            this.logins = logins;
        }

        @GetMapping("/login")
        String login(@RequestParam String password) {
            logins.attempted("ada");
            if (password.equals("right")) {
                logins.succeeded(ADA);
                log.info("after_the_login");
                return "welcome";
            }
            logins.failed("ada", LoginFailure.WRONG_PASSWORD);
            return "no";
        }

        @GetMapping("/logout")
        String logout() {
            logins.loggedOut(ADA);
            log.info("after_the_logout");
            return "bye";
        }

        /** What no application means to do. */
        @GetMapping("/nulls")
        @SuppressWarnings("NullAway")
        String nulls() {
            logins.attempted(null);
            logins.succeeded(null);
            logins.failed(null, null);
            logins.loggedOut(null);
            logins.signedIn(null);
            return "fine";
        }

        @GetMapping("/fail")
        String fail() {
            log.info("about_to_fail");
            throw new IllegalStateException("failed");
        }
    }
}
