package dev.vigie.bench.micro;

import dev.vigie.health.HealthCheck;
import dev.vigie.health.HealthReader;
import dev.vigie.health.HealthReading;
import dev.vigie.health.HealthResult;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** What it costs to read the health of an application with ten components, and to answer {@code GET /health}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class HealthReadBenchmark {

    /** Whether one component says something new each time, so that nothing can be used again. */
    @Param({"false", "true"})
    public boolean changing;

    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/health");

    @SuppressWarnings("NullAway.Init") // JMH calls the setup first.
    private ConfigurableApplicationContext application;

    @SuppressWarnings("NullAway.Init")
    private HealthReader reader;

    @SuppressWarnings("NullAway.Init")
    private HttpRequestHandler answers;

    @Setup
    public void start() {
        application = new SpringApplicationBuilder(Application.class)
                .properties(Map.of(
                        "server.port", "0",
                        "server.address", "127.0.0.1",
                        "vigie.health.disk.max-used-percent", "100",
                        "vigie.health.checks.changing.bounded", "false",
                        "example.changing", changing,
                        "vigie.logging.console", "none"))
                .run();
        reader = application.getBean(HealthReader.class);
        SimpleUrlHandlerMapping mapping = application.getBean("vigieHealthMapping", SimpleUrlHandlerMapping.class);
        answers =
                (HttpRequestHandler) Objects.requireNonNull(mapping.getUrlMap().get("/health"));
        if (reader.size() != 10) {
            throw new IllegalStateException("There are " + reader.size() + " components");
        }
    }

    @TearDown
    public void stop() {
        application.close();
    }

    @Benchmark
    public HealthReading read() {
        return reader.read();
    }

    @Benchmark
    public int answer() throws ServletException, IOException {
        Sink response = new Sink();
        answers.handleRequest(request, response);
        if (response.length < 100) {
            throw new IllegalStateException("That was no answer");
        }
        return response.length;
    }

    /** A response that keeps nothing, so that only ours is counted. */
    private static final class Sink extends HttpServletResponseWrapper {

        private static final HttpServletResponse NONE = new MockHttpServletResponse();

        private int length;

        Sink() {
            super(NONE);
        }

        @Override
        public void setHeader(String name, String value) {}

        @Override
        public void setContentType(String type) {}

        @Override
        public void setStatus(int status) {}

        @Override
        public void setContentLength(int length) {
            this.length = length;
        }

        @Override
        public ServletOutputStream getOutputStream() {
            return NOWHERE;
        }

        private static final ServletOutputStream NOWHERE = new ServletOutputStream() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {}

            @Override
            public void write(int b) {}

            @Override
            public void write(byte[] bytes, int offset, int length) {}
        };
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        HealthCheck db() {
            return check("db", HealthResult.up().with("database", "PostgreSQL").with("validationQuery", "isValid()"));
        }

        @Bean
        HealthCheck changing(@Value("${example.changing}") boolean changing) {
            AtomicLong number = new AtomicLong();
            HealthResult same = HealthResult.up().with("number", 0L);
            return check(
                    "changing", () -> changing ? HealthResult.up().with("number", number.incrementAndGet()) : same);
        }

        @Bean
        HealthCheck redis() {
            return check("redis", HealthResult.up().with("version", "7.2.0").with("latency_ms", 0.3));
        }

        private static HealthCheck check(String name, HealthResult result) {
            return check(name, () -> result);
        }

        private static HealthCheck check(String name, Supplier<HealthResult> result) {
            return new HealthCheck() {
                @Override
                public String name() {
                    return name;
                }

                @Override
                public HealthResult check() {
                    return result.get();
                }
            };
        }
    }
}
