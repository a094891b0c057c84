package dev.vigie.bench.micro;

import io.sentry.Sentry;
import io.sentry.SentryOptions;
import io.sentry.transport.NoOpTransport;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;

/**
 * One request of a signed-in user through the starter's filters as a running application has them: ids, log fields, the
 * user and what an event would be told; {@code unwatched} is what to take off.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RequestFilterBenchmark {

    private static final Principal USER = () -> "user-7";

    private static final FilterChain CHAIN = (request, response) -> {
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/organisations/{id}");
        ((HttpServletResponse) response).setStatus(200);
    };

    /** Whether there is a Sentry, and whether it samples the transaction of the request. */
    @Param({"off", "unsampled", "sampled"})
    public String sentry = "";

    @SuppressWarnings("NullAway.Init") // JMH calls the setup first.
    private ConfigurableApplicationContext application;

    @SuppressWarnings("NullAway.Init")
    private FilterChain watched;

    @Setup(Level.Trial)
    public void start() {
        application = new SpringApplicationBuilder(Application.class)
                .properties(Map.of(
                        "server.port", "0",
                        "server.address", "127.0.0.1",
                        "sentry.dsn", sentry.equals("off") ? "" : "http://key@127.0.0.1:1/1",
                        "sentry.traces-sample-rate", sentry.equals("sampled") ? "1" : "0",
                        "vigie.environment", "production",
                        "vigie.logging.console", "none"))
                .run();
        watched = CHAIN;
        for (Filter filter : innermostFirst()) {
            FilterChain inside = watched;
            watched = (request, response) -> filter.doFilter(request, response, inside);
        }
    }

    /** Spring Security's own filter and Boot's are not what this is about. */
    private List<? extends Filter> innermostFirst() {
        List<? extends Filter> filters = application.getBeansOfType(FilterRegistrationBean.class).values().stream()
                .map(registration -> (FilterRegistrationBean<?>) registration)
                .filter(registration ->
                        registration.getFilter().getClass().getName().startsWith("dev.vigie."))
                .sorted(Comparator.<FilterRegistrationBean<?>>comparingInt(FilterRegistrationBean::getOrder)
                        .reversed())
                .map(FilterRegistrationBean::getFilter)
                .toList();
        if (filters.size() < 3) {
            throw new IllegalStateException("Something is missing around the request: " + filters);
        }
        return filters;
    }

    @TearDown(Level.Trial)
    public void stop() {
        application.close();
    }

    @Benchmark
    public MockHttpServletResponse watched() throws ServletException, IOException {
        MockHttpServletResponse response = new MockHttpServletResponse();
        watched.doFilter(request(), response);
        return response;
    }

    @Benchmark
    public MockHttpServletResponse unwatched() throws ServletException, IOException {
        MockHttpServletResponse response = new MockHttpServletResponse();
        CHAIN.doFilter(request(), response);
        return response;
    }

    private static MockHttpServletRequest request() {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/organisations/7");
        request.addHeader("Accept", "application/json");
        request.addHeader("User-Agent", "bench");
        request.setUserPrincipal(USER);
        return request;
    }

    /** An application with nothing in it. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {

        /** What is sent is thrown away. */
        @Bean
        Sentry.OptionsConfiguration<SentryOptions> nobodyListens() {
            return options -> options.setTransportFactory((sentryOptions, details) -> NoOpTransport.getInstance());
        }
    }
}
