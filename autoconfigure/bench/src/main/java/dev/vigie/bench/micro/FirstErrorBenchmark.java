package dev.vigie.bench.micro;

import dev.vigie.errors.ErrorTracker;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The first error after the start, from the tracker until it is handed to the transport: one call in each new JVM. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(10)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class FirstErrorBenchmark {

    /** {@code vigie.errors.warm-up}. */
    @Param({"true", "false"})
    public String warmUp = "";

    @SuppressWarnings("NullAway.Init") // JMH calls the setup first.
    private ConfigurableApplicationContext application;

    @SuppressWarnings("NullAway.Init")
    private ErrorTracker tracker;

    @Setup
    public void start() throws InterruptedException {
        application = new SpringApplicationBuilder(CaptureBenchmark.Application.class)
                .web(WebApplicationType.NONE)
                .properties(Map.of(
                        "sentry.dsn", "http://key@127.0.0.1:1/1",
                        "vigie.errors.warm-up", warmUp,
                        "vigie.environment", "production"))
                .run();
        tracker = application.getBean(ErrorTracker.class);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("vigie-warm-up")) {
                thread.join();
            }
        }
    }

    @TearDown
    public void stop() {
        application.close();
    }

    /** With its event id: it was not held back. */
    @Benchmark
    public String captured() {
        String id = tracker.captureException(
                new IllegalStateException("The order 4711 cannot be paid", new RuntimeException("No such account")));
        if (id == null) {
            throw new IllegalStateException("There was no event");
        }
        return id;
    }
}
