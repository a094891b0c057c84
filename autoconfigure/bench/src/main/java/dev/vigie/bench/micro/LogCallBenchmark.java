package dev.vigie.bench.micro;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.FileAppender;
import dev.vigie.logging.AsyncLineAppender;
import dev.vigie.logging.JsonLineEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
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

/**
 * What a log call costs the thread that logs: where the level is off, where an appender does nothing, and where the
 * line is queued for another thread. With {@code file} that thread writes JSON to a file, and the call waits for room:
 * as fast as lines get into a file.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class LogCallBenchmark {

    @Param({"off", "nothing", "queue", "file"})
    private String appender = "";

    private final LoggerContext context = new LoggerContext();
    private final LogbackMDCAdapter mdc = new LogbackMDCAdapter();
    private final LongAdder taken = new LongAdder();
    private long called;
    private @Nullable Path file;

    /** Of a category without a limit. */
    private final Logger log = context.getLogger("access");

    @Setup
    public void prepare() throws IOException {
        context.setMDCAdapter(mdc);
        log.setLevel(appender.equals("off") ? Level.OFF : Level.TRACE);
        log.addAppender(appender.equals("nothing") || appender.equals("off") ? nothing() : queue());
        mdc.setContextMap(Map.of(
                "traceId", "0af7651916cd43dd8448eb211c80319c",
                "requestId", "f3a1c0de-7b1e-4c55",
                "route", "GET /organisations/{id}",
                "userId", "4711"));
    }

    private Appender<ILoggingEvent> queue() throws IOException {
        AsyncLineAppender queue = new AsyncLineAppender();
        queue.setContext(context);
        queue.addAppender(appender.equals("file") ? file() : nothing());
        queue.start();
        return queue;
    }

    private Appender<ILoggingEvent> file() throws IOException {
        file = Files.createTempFile("lines", ".log");
        JsonLineEncoder encoder = new JsonLineEncoder();
        encoder.setContext(context);
        encoder.start();
        FileAppender<ILoggingEvent> target = new FileAppender<>();
        target.setContext(context);
        target.setFile(file.toString());
        target.setImmediateFlush(false);
        target.setEncoder(encoder);
        target.start();
        return target;
    }

    private Appender<ILoggingEvent> nothing() {
        AppenderBase<ILoggingEvent> target = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                taken.increment();
            }
        };
        target.setContext(context);
        target.start();
        return target;
    }

    /** Those of {@code file} wait for room, the others would be dropped and told below. */
    @Benchmark
    public void call() {
        called++;
        if (appender.equals("file")) {
            log.warn("Organisation {} of {} stored", 4711, "Alforis Finance");
        } else {
            log.info("Organisation {} of {} stored", 4711, "Alforis Finance");
        }
    }

    @TearDown
    @SuppressWarnings("SystemOut") // of a benchmark
    public void tell() throws IOException {
        context.stop();
        long lines = taken.sum();
        if (file != null) {
            try (Stream<String> all = Files.lines(file)) {
                lines = all.count();
            }
            Files.delete(file);
        }
        System.out.println("lines called " + called + ", arrived " + lines);
    }
}
