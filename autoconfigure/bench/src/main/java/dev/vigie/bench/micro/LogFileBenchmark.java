package dev.vigie.bench.micro;

import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * How many lines get into the log file of a real application, through the queue, masked and all. A line of WARN waits
 * for room, so calls are as fast as the file. Pinned to one core it is what one core can do: {@code taskset -c 0}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class LogFileBenchmark {

    /** Whether a thread of its own writes, or the one that logs. */
    @Param({"true", "false"})
    private boolean queue;

    private final Logger log = LoggerFactory.getLogger("access");
    private @Nullable Path directory;
    private @Nullable ConfigurableApplicationContext application;
    private long called;

    @Setup
    public void start() throws IOException {
        directory = Files.createTempDirectory("lines");
        application = new SpringApplicationBuilder(LogFileBenchmark.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "vigie.environment=production",
                        "vigie.logging.console=none",
                        "vigie.logging.async.enabled=" + queue,
                        "vigie.logging.async.max-wait=10s",
                        "logging.file.name=" + directory.resolve("app.log"),
                        // Rolling and packing are the work of another thread.
                        "logging.logback.rollingpolicy.max-file-size=1TB")
                .run();
        MDC.put("traceId", "0af7651916cd43dd8448eb211c80319c");
        MDC.put("requestId", "f3a1c0de-7b1e-4c55");
        MDC.put("route", "GET /organisations/{id}");
        MDC.put("userId", "4711");
    }

    @Benchmark
    public void line() {
        called++;
        log.warn("Organisation {} of {} stored", 4711, "Alforis Finance");
    }

    @TearDown
    @SuppressWarnings("SystemOut") // of a benchmark
    public void tell() throws IOException {
        Objects.requireNonNull(application).close();
        Path file = Objects.requireNonNull(directory).resolve("app.log");
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
        try (Stream<String> lines = Files.lines(file)) {
            System.out.println("lines called " + called + ", in the file "
                    + lines.filter(line -> line.contains("Alforis")).count() + ", bytes " + Files.size(file));
        }
        Files.delete(file);
        Files.deleteIfExists(directory.resolve("app-error.log"));
        Files.delete(directory);
    }
}
