package dev.vigie.bench.micro;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What a scrape of a real application costs, by the number of routes and outcomes that have buckets. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScrapeBenchmark {

    /** Timers of requests; each is 15 lines. */
    @Param({"10", "30", "90"})
    private int timers;

    private @Nullable ConfigurableApplicationContext application;
    private @Nullable PrometheusMeterRegistry registry;

    @Setup
    @SuppressWarnings("SystemOut") // of a benchmark
    public void start() {
        ConfigurableApplicationContext started = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .properties("server.port=0", "spring.application.name=crm-api")
                .run();
        application = started;
        PrometheusMeterRegistry filled = started.getBean(PrometheusMeterRegistry.class);
        for (int i = 0; i < timers; i++) {
            timer(filled, i).record(Duration.ofMillis(i));
        }
        registry = filled;
        String scrape = filled.scrape();
        System.out.println("lines "
                + scrape.lines().filter(line -> !line.startsWith("#")).count() + ", characters " + scrape.length());
    }

    private static Timer timer(MeterRegistry registry, int number) {
        return Timer.builder("http.server.requests")
                .tag("method", "GET")
                .tag("uri", "/organisations/{id}/things/" + number)
                .tag("status", "200")
                .tag("outcome", "SUCCESS")
                .tag("exception", "none")
                .tag("error", "none")
                .register(registry);
    }

    @Benchmark
    public String scrape() {
        return Objects.requireNonNull(registry).scrape();
    }

    @TearDown
    public void stop() {
        Objects.requireNonNull(application).close();
    }

    @EnableAutoConfiguration
    static class Application {}
}
