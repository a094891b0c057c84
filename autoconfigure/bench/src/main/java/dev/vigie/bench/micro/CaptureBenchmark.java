package dev.vigie.bench.micro;

import dev.vigie.errors.ErrorTracker;
import io.sentry.Sentry;
import io.sentry.SentryOptions;
import io.sentry.transport.NoOpTransport;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** One error, from the tracker until it is handed to the transport; above the SDK alone it is what Vigie adds. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CaptureBenchmark {

    @SuppressWarnings("NullAway.Init") // JMH calls the setup first.
    private ConfigurableApplicationContext application;

    @SuppressWarnings("NullAway.Init")
    private ErrorTracker tracker;

    @Setup
    public void start() {
        application = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties(Map.of(
                        "sentry.dsn", "http://key@127.0.0.1:1/1",
                        "vigie.environment", "production",
                        // Each event is to go all the way.
                        "vigie.errors.quota.enabled", "false"))
                .run();
        tracker = application.getBean(ErrorTracker.class);
    }

    @TearDown
    public void stop() {
        application.close();
    }

    /** With its event id: it was not held back. */
    @Benchmark
    public String captured() {
        String id = tracker.captureException(error(), Map.of("org_id", 7));
        if (id == null) {
            throw new IllegalStateException("There was no event");
        }
        return id;
    }

    /** What of it is the exception itself. */
    @Benchmark
    public @Nullable Throwable made() {
        return error();
    }

    private static RuntimeException error() {
        return new IllegalStateException("The order 4711 cannot be paid", new RuntimeException("No such account"));
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
