package dev.vigie.bench.micro;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import com.sun.management.ThreadMXBean;
import dev.vigie.logging.AsyncLineAppender;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * What a log call costs the thread that logs: where its level is off, without us and with the queue there; where an
 * appender does nothing; where one keeps the event as logback prepares it for another thread; and where the line is
 * queued, for another thread that does nothing with it, as one of a category without a limit and as one whose place in
 * the code may be limited. What the calling thread alone allocates is told at the end.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class LogCallBenchmark {

    private static final int BURST = 500;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Param({"off", "off_with_queue", "nothing", "kept", "queue", "limited_queue"})
    private String appender = "";

    private final LoggerContext context = new LoggerContext();
    private final LogbackMDCAdapter mdc = new LogbackMDCAdapter();
    private final LongAdder taken = new LongAdder();
    private long called;
    private long calledBefore;
    private long bytesBefore;
    private double bytes;

    private Logger log = context.getLogger("access");
    private volatile @Nullable ILoggingEvent last;

    @Setup
    public void prepare() {
        context.setMDCAdapter(mdc);
        if (appender.equals("limited_queue")) {
            log = context.getLogger("com.acme.Organisations");
            StandardEnvironment environment = new StandardEnvironment();
            Map<String, Object> farAway =
                    Map.of("vigie.logging.async.enabled", true, "vigie.logging.rate-limit.lines", Integer.MAX_VALUE);
            environment.getPropertySources().addFirst(new MapPropertySource("limit", farAway));
            context.putObject(Environment.class.getName(), environment);
        }
        log.setLevel(appender.startsWith("off") ? Level.OFF : Level.TRACE);
        log.addAppender(
                switch (appender) {
                    case "kept" -> kept();
                    case "queue", "limited_queue", "off_with_queue" -> queue();
                    default -> nothing();
                });
        mdc.setContextMap(Map.of(
                "traceId", "0af7651916cd43dd8448eb211c80319c",
                "requestId", "f3a1c0de-7b1e-4c55",
                "route", "GET /organisations/{id}",
                "userId", "4711"));
    }

    private Appender<ILoggingEvent> queue() {
        AsyncLineAppender queue = new AsyncLineAppender();
        queue.setContext(context);
        queue.addAppender(nothing());
        queue.start();
        return queue;
    }

    private Appender<ILoggingEvent> nothing() {
        return started(new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                taken.increment();
            }
        });
    }

    /** As any appender that hands events to another thread. */
    private Appender<ILoggingEvent> kept() {
        return started(new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                event.prepareForDeferredProcessing();
                last = event;
                taken.increment();
            }
        });
    }

    private Appender<ILoggingEvent> started(Appender<ILoggingEvent> target) {
        target.setContext(context);
        target.start();
        return target;
    }

    @Benchmark
    public void call() {
        called++;
        log.info("Organisation {} of {} stored", 4711, "Alforis Finance");
    }

    /** Waits for a writer that falls behind, so that no line is dropped: for bytes, not for time. */
    @Benchmark
    public void arriving() {
        call();
        while (called - taken.sum() > 1_000) {
            Thread.onSpinWait();
        }
    }

    /** Lines in a row that the queue has room for, as most come: for time, as none is dropped and none waits. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void burst(Burst burst) {
        for (int i = 0; i < BURST; i++) {
            call();
        }
        burst.end = called;
    }

    @Setup(org.openjdk.jmh.annotations.Level.Iteration)
    public void beginIteration() {
        calledBefore = called;
        bytesBefore = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    @TearDown(org.openjdk.jmh.annotations.Level.Iteration)
    public void endIteration() {
        bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytesBefore;
        bytes /= Math.max(1, called - calledBefore);
    }

    /** A queue that is full drops lines, which costs less: so it is told how many arrived. */
    @TearDown
    @SuppressWarnings("SystemOut") // of a benchmark
    public void tell() {
        context.stop();
        System.out.println("lines called " + called + ", arrived " + taken.sum()
                + ", bytes a call of the calling thread " + Math.round(bytes));
    }

    /** Lets the writer take all of the burst before, outside of what is measured. */
    @State(Scope.Thread)
    public static class Burst {

        private long end;

        @Setup(org.openjdk.jmh.annotations.Level.Invocation)
        public void awaitWriter(LogCallBenchmark benchmark) {
            while (benchmark.taken.sum() < end) {
                Thread.onSpinWait();
            }
        }
    }
}
