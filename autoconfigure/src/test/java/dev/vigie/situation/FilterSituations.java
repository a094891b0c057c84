package dev.vigie.situation;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;

/** A filter fails, around ours or inside it. */
final class FilterSituations {

    private static final String FAMILY = "A filter";

    private FilterSituations() {}

    static List<Situation> all() {
        return List.of(
                Situation.of(FAMILY, "outside of everything throws")
                        .get("/filter/outside")
                        .named("GET <unmatched>")
                        .withoutUser()
                        .answersProblem()
                        .sendsOne(IllegalStateException.class)
                        .unhandled(),
                Situation.of(FAMILY, "inside throws")
                        .get("/filter/inside")
                        .named("GET <unmatched>")
                        .answersProblem()
                        .sendsOne(IllegalStateException.class)
                        .unhandled(),
                Situation.of(FAMILY, "inside throws a ServletException around the error")
                        .get("/filter/wrapped")
                        .named("GET <unmatched>")
                        .answersProblem()
                        .sendsOne(IllegalArgumentException.class)
                        .unhandled(),
                Situation.of(FAMILY, "throws after the answer has gone out")
                        .get("/filter/after/{id}")
                        .answers(200)
                        .endsAs(500)
                        .sendsOne(IllegalStateException.class)
                        .unhandled(),
                Situation.of(FAMILY, "catches what another threw and answers 500")
                        .get("/filter/caught")
                        .named("GET <unmatched>")
                        .answers(500)
                        .sendsOne((String) null),
                Situation.of(FAMILY, "catches what another threw and answers 400")
                        .get("/filter/caught/400")
                        .named("GET <unmatched>")
                        .answers(400)
                        .sendsNothing(),
                Situation.of(FAMILY, "calls sendError(500)")
                        .get("/filter/send-error")
                        .named("GET <unmatched>")
                        .answers(500)
                        .sendsOne((String) null)
                        .tellsIdInHeader());
    }

    @RestController
    static class Handlers {

        @GetMapping("/filter/after/{id}")
        String after() {
            return "";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Filters {

        @Bean
        FilterRegistrationBean<Outside> outside() {
            return ordered(new Outside(), Ordered.HIGHEST_PRECEDENCE);
        }

        @Bean
        FilterRegistrationBean<Catching> catching() {
            return ordered(new Catching(), Ordered.LOWEST_PRECEDENCE - 1);
        }

        @Bean
        FilterRegistrationBean<Inside> inside() {
            return ordered(new Inside(), Ordered.LOWEST_PRECEDENCE);
        }

        private static <T extends OncePerRequestFilter> FilterRegistrationBean<T> ordered(T filter, int order) {
            FilterRegistrationBean<T> registration = new FilterRegistrationBean<>(filter);
            registration.setOrder(order);
            return registration;
        }
    }

    static final class Outside extends OncePerRequestFilter {

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            if (request.getRequestURI().equals("/filter/outside")) {
                throw new IllegalStateException("outside");
            }
            chain.doFilter(request, response);
        }
    }

    static final class Catching extends OncePerRequestFilter {

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            try {
                chain.doFilter(request, response);
            } catch (UnsupportedOperationException caught) {
                response.setStatus(request.getRequestURI().endsWith("400") ? 400 : 500);
            }
        }
    }

    static final class Inside extends OncePerRequestFilter {

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            switch (request.getRequestURI()) {
                case "/filter/inside" -> throw new IllegalStateException("inside");
                case "/filter/wrapped" -> throw new ServletException(new IllegalArgumentException("inside"));
                case "/filter/caught", "/filter/caught/400" -> throw new UnsupportedOperationException("caught");
                case "/filter/send-error" -> response.sendError(500);
                case "/filter/after/7" ->
                    throw new IllegalStateException("too late for " + served(request, response, chain));
                default -> chain.doFilter(request, response);
            }
        }

        private static String served(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            chain.doFilter(request, response);
            return request.getRequestURI();
        }
    }
}
