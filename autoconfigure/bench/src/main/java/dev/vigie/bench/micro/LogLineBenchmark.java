package dev.vigie.bench.micro;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import dev.vigie.logging.JsonLineEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.logstash.logback.encoder.LogstashEncoder;
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
import org.openjdk.jmh.annotations.Warmup;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What one and the same event costs as a line of JSON: that of others, and ours by how much is masked. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class LogLineBenchmark {

    @Param({"false", "true"})
    private boolean failed;

    @Param({"logstash", "boot", "none", "keys", "all"})
    private String encoder = "";

    private final LoggerContext context = new LoggerContext();
    private @Nullable Encoder<ILoggingEvent> used;
    private @Nullable LoggingEvent event;

    @Setup
    public void prepare() {
        Map<String, Object> names = Map.of("spring.application.name", "crm-api");
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("names", names));
        context.putObject(Environment.class.getName(), environment);
        used = encoder();
        used.setContext(context);
        used.start();
        event = event(failed ? failure() : null);
    }

    @Benchmark
    @SuppressWarnings("NullAway") // prepared
    public byte[] line() {
        return used.encode(event);
    }

    private Encoder<ILoggingEvent> encoder() {
        if (encoder.equals("logstash")) {
            return new LogstashEncoder();
        }
        if (encoder.equals("boot")) {
            StructuredLogEncoder boot = new StructuredLogEncoder();
            boot.setFormat("logstash");
            boot.setCharset(StandardCharsets.UTF_8);
            return boot;
        }
        JsonLineEncoder ours = new JsonLineEncoder();
        ours.setService("crm-api");
        ours.setEnvironment("production");
        ours.setMask(encoder);
        return ours;
    }

    private LoggingEvent event(@Nullable Throwable failure) {
        LoggingEvent made = new LoggingEvent(
                "here",
                context.getLogger("com.acme.crm.organisation.OrganisationService"),
                failed ? Level.ERROR : Level.INFO,
                "Organisation {} of {} stored",
                failure,
                new Object[] {4711, "Alforis Finance"});
        made.setThreadName("http-nio-8080-exec-1");
        made.setMDCPropertyMap(new HashMap<>(Map.of(
                "traceId", "0af7651916cd43dd8448eb211c80319c",
                "spanId", "b7ad6b7169203331",
                "requestId", "f3a1c0de-7b1e-4c55",
                "tenant", "north")));
        made.setKeyValuePairs(
                List.of(new KeyValuePair("org_id", 4711), new KeyValuePair("org_name", "Alforis Finance")));
        made.prepareForDeferredProcessing();
        return made;
    }

    private static Throwable failure() {
        Exception failure = new IllegalStateException("Organisation 4711 is gone");
        StackTraceElement[] frames = new StackTraceElement[30];
        for (int i = 0; i < frames.length; i++) {
            String type = "com.acme.crm.organisation.Layer" + i + "Service";
            frames[i] = new StackTraceElement(type, "store", "Layer" + i + "Service.java", 100 + i);
        }
        failure.setStackTrace(frames);
        return failure;
    }
}
