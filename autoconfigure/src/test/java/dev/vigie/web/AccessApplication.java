package dev.vigie.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.MDC;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** An application with one handler for each way an answer can be written. */
@SpringBootConfiguration
@EnableAutoConfiguration
class AccessApplication {

    /** What stood on a thread before a request came. */
    static final Queue<Map<String, String>> LEFT_BEHIND = new ConcurrentLinkedQueue<>();

    static final String TEXT = "a é € 😀 b";

    private static final byte[] BLOCK = "0123456789".repeat(10_000).getBytes(StandardCharsets.US_ASCII);

    @Bean
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/members/**")
                        .hasRole("MEMBER")
                        .anyRequest()
                        .permitAll())
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
    FilterRegistrationBean<Around> around() {
        FilterRegistrationBean<Around> registration = new FilterRegistrationBean<>(new Around());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    FilterRegistrationBean<Inside> inside() {
        FilterRegistrationBean<Inside> registration = new FilterRegistrationBean<>(new Inside());
        registration.setOrder(Ordered.LOWEST_PRECEDENCE);
        return registration;
    }

    static final class Around extends OncePerRequestFilter {

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            Map<String, String> left = MDC.getCopyOfContextMap();
            if (left != null && !left.isEmpty()) {
                LEFT_BEHIND.add(left);
            }
            if (request.getRequestURI().endsWith("/around/before")) {
                throw new IllegalStateException("before");
            }
            chain.doFilter(request, response);
            if (request.getRequestURI().endsWith("/around/after")) {
                throw new IllegalStateException("after");
            }
        }
    }

    static final class Inside extends OncePerRequestFilter {

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            if (request.getRequestURI().equals("/inside")) {
                throw new IllegalStateException("inside");
            }
            chain.doFilter(request, response);
        }
    }

    @RestController
    static class Handlers {

        @GetMapping("/text/{id}")
        String text() {
            return TEXT;
        }

        @GetMapping("/members/{id}")
        String members() {
            return "for members";
        }

        @GetMapping("/around/after")
        ResponseEntity<Void> nothing() {
            return ResponseEntity.noContent().build();
        }

        @GetMapping("/fail")
        String fail(HttpServletResponse response) throws IOException {
            response.getOutputStream().print("half an answer");
            throw new IllegalStateException("in a handler");
        }

        @GetMapping("/probe/down")
        ResponseEntity<String> probe() {
            return ResponseEntity.status(503).body("down");
        }

        @GetMapping("/callable")
        Callable<String> callable() {
            return () -> TEXT;
        }

        @GetMapping("/deferred")
        DeferredResult<String> deferred() {
            DeferredResult<String> result = new DeferredResult<>();
            new Thread(() -> result.setResult(TEXT)).start();
            return result;
        }

        @GetMapping("/events")
        SseEmitter events() {
            SseEmitter emitter = new SseEmitter();
            new Thread(() -> {
                        try {
                            emitter.send(TEXT);
                            emitter.send(TEXT);
                            emitter.complete();
                        } catch (IOException gone) {
                            emitter.completeWithError(gone);
                        }
                    })
                    .start();
            return emitter;
        }

        @GetMapping("/streamed")
        StreamingResponseBody streamed() {
            return out -> {
                for (int i = 0; i < 5; i++) {
                    out.write(BLOCK);
                    out.flush();
                }
            };
        }

        @GetMapping("/raw-async")
        void rawAsync(HttpServletRequest request) {
            AsyncContext later = request.startAsync();
            new Thread(() -> {
                        try {
                            later.getResponse().getOutputStream().print("past all filters");
                        } catch (IOException gone) {
                            // Nobody is there to be told.
                        }
                        later.complete();
                    })
                    .start();
        }

        @GetMapping("/non-blocking")
        void nonBlocking(HttpServletRequest request, HttpServletResponse response) throws IOException {
            AsyncContext later = request.startAsync(request, response);
            ServletOutputStream out = response.getOutputStream();
            out.setWriteListener(new WriteListener() {

                private int blocks;

                @Override
                public void onWritePossible() throws IOException {
                    while (out.isReady()) {
                        if (blocks++ == 20) {
                            later.complete();
                            return;
                        }
                        out.write(BLOCK);
                    }
                }

                @Override
                public void onError(Throwable trouble) {
                    later.complete();
                }
            });
        }

        @GetMapping("/endless")
        void endless(HttpServletResponse response) throws IOException {
            while (true) {
                response.getOutputStream().write(BLOCK);
            }
        }

        @GetMapping("/writer")
        void writer(@RequestParam("in") String encoding, HttpServletResponse response) throws IOException {
            response.setContentType("text/plain");
            response.setCharacterEncoding(encoding);
            PrintWriter writer = response.getWriter();
            writer.print(TEXT);
            writer.println(42);
            writer.write(TEXT.toCharArray());
            writer.write(TEXT.toCharArray(), 2, 5);
            writer.write('é');
            // Half a pair, and the other half later; then a half that stays alone.
            writer.write("\uD83D");
            writer.write("\uDE00\uD83D.");
            writer.append(TEXT).append('c').append(TEXT, 0, 3).printf("%d €%n", 7);
            writer.flush();
            writer.write(TEXT, 2, 3);
            response.setHeader("X-Too-Late", String.valueOf(writer.checkError()));
        }

        @GetMapping("/stream")
        @SuppressWarnings("ReferenceEquality") // the same stream each time, as the specification wants it
        void stream(HttpServletResponse response) throws IOException {
            ServletOutputStream out = response.getOutputStream();
            out.write('a');
            out.write(BLOCK, 0, 10);
            out.print("b");
            out.println(true);
            out.println();
            out.print(7L);
            response.setHeader("X-Same", String.valueOf(out == response.getOutputStream()));
            response.setHeader("X-Committed", String.valueOf(response.isCommitted()));
            response.flushBuffer();
            out.write(BLOCK);
            out.close();
        }

        @GetMapping("/reset")
        void reset(HttpServletResponse response) throws IOException {
            response.getWriter().write("never sent");
            response.resetBuffer();
            response.getWriter().write("neither");
            response.reset();
            response.getOutputStream().print("sent");
            boolean refused = false;
            try {
                response.getWriter();
            } catch (IllegalStateException streamIsInUse) {
                refused = true;
            }
            response.getOutputStream().print(refused ? " alone" : " twice");
        }

        @GetMapping("/reset-buffer")
        void resetBuffer(HttpServletResponse response) throws IOException {
            response.getOutputStream().print("never sent");
            response.resetBuffer();
            response.getOutputStream().print("sent");
        }

        @GetMapping("/send-error")
        void sendError(HttpServletResponse response) throws IOException {
            response.getWriter().write("never sent");
            response.sendError(418, "teapot");
        }

        @GetMapping("/redirect")
        void redirect(HttpServletResponse response) throws IOException {
            response.getWriter().write("never sent");
            response.sendRedirect("/text/1");
        }

        @GetMapping("/not-modified")
        ResponseEntity<Void> notModified() {
            return ResponseEntity.status(304).eTag("\"1\"").build();
        }

        @GetMapping("/forwarded")
        ModelAndView forwarded() {
            return new ModelAndView("forward:/text/2");
        }

        @GetMapping("/included")
        void included(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
            response.setContentType("text/plain;charset=UTF-8");
            response.getOutputStream().print("around ");
            RequestDispatcher page = request.getRequestDispatcher("/stream-part");
            page.include(request, response);
            response.getOutputStream().print(" around");
        }

        @GetMapping("/stream-part")
        void part(HttpServletResponse response) throws IOException {
            response.getOutputStream().print("the part");
        }

        @GetMapping(path = "/json/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
        Map<String, Object> json(@PathVariable int id) {
            return Map.of("id", id, "name", TEXT);
        }
    }
}
