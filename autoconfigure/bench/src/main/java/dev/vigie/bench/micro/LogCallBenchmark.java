package dev.vigie.bench.micro;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import dev.vigie.logging.AsyncLineAppender;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
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
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * What a log call costs the thread that logs: where its level is off, without us and with the queue there; where an
 * appender does nothing; and where the line is queued, for another thread that does nothing with it, as one of a
 * category without a limit and as one whose place in the code may be limited.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class LogCallBenchmark {

    @Param({"off", "off_with_queue", "nothing", "queue", "limited_queue"})
    private String appender = "";

    private final LoggerContext context = new LoggerContext();
    private final LogbackMDCAdapter mdc = new LogbackMDCAdapter();
    private final LongAdder taken = new LongAdder();
    private long called;

    private Logger log = context.getLogger("access");

    @Setup
    public void prepare() {
        context.setMDCAdapter(mdc);
        if (appender.equals("limited_queue")) {
            log = context.getLogger("com.acme.Organisations");
            StandardEnvironment environment = new StandardEnvironment();
            Map<String, Object> farAway = Map.of("vigie.logging.rate-limit.lines", Integer.MAX_VALUE);
            environment.getPropertySources().addFirst(new MapPropertySource("limit", farAway));
            context.putObject(Environment.class.getName(), environment);
        }
        log.setLevel(appender.startsWith("off") ? Level.OFF : Level.TRACE);
        log.addAppender(appender.endsWith("queue") ? queue() : nothing());
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

    @Benchmark
    public void call() {
        called++;
        log.info("Organisation {} of {} stored", 4711, "Alforis Finance");
    }

    /** A queue that is full drops lines, which costs less: so it is told how many arrived. */
    @TearDown
    @SuppressWarnings("SystemOut") // of a benchmark
    public void tell() {
        context.stop();
        System.out.println("lines called " + called + ", arrived " + taken.sum());
    }
}
