package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.OutputStreamAppender;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.logstash.logback.composite.JsonProvider;
import org.awaitility.Awaitility;
import org.springframework.util.unit.DataSize;

/**
 * A logback of its own whose lines are kept. Each must be strict JSON, no duplicate member and no trailing token, and
 * match the published schema.
 */
final class RecordedLines implements AutoCloseable {

    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final String[] ALWAYS = {
        "timestamp", "level", "service", "environment", "logger", "thread", "category", "message"
    };

    final LoggerContext context = new LoggerContext();
    final LogbackMDCAdapter mdc = new LogbackMDCAdapter();
    final JsonLineEncoder encoder = new JsonLineEncoder();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicLong logged = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private final LineSchema schema;

    RecordedLines() {
        this("metadata");
    }

    /** A logback of its own, with an MDC. */
    static LoggerContext newContext() {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        return context;
    }

    RecordedLines(String keyValues) {
        this(keyValues, "crm-api", List.of());
    }

    /** Written by a thread of its own; it has room for some thousand lines. */
    static RecordedLines queued(String keyValues) {
        return new RecordedLines(keyValues, "crm-api", List.of(), true);
    }

    RecordedLines(String keyValues, String service, List<JsonProvider<ILoggingEvent>> providers) {
        this(keyValues, service, providers, false);
    }

    private RecordedLines(
            String keyValues, String service, List<JsonProvider<ILoggingEvent>> providers, boolean queued) {
        schema = keyValues.equals("root") || !providers.isEmpty() ? LineSchema.OPEN : LineSchema.PUBLISHED;
        context.setMDCAdapter(mdc);
        encoder.setContext(context);
        encoder.setService(service);
        encoder.setEnvironment("production");
        encoder.setKeyValues(keyValues);
        providers.forEach(encoder.getProviders()::addProvider);
        encoder.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.TRACE);
        root.addAppender(started(counting(logged)));
        root.addAppender(behindTheQueue(queued, started(target()), started(counting(written))));
    }

    private OutputStreamAppender<ILoggingEvent> target() {
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(bytes);
        return appender;
    }

    private static AppenderBase<ILoggingEvent> counting(AtomicLong lines) {
        return new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.incrementAndGet();
            }
        };
    }

    private Appender<ILoggingEvent> started(Appender<ILoggingEvent> appender) {
        appender.setContext(context);
        appender.start();
        return appender;
    }

    /** As in an application, but without a limit. */
    private Appender<ILoggingEvent> behindTheQueue(
            boolean queued, Appender<ILoggingEvent> appender, Appender<ILoggingEvent> last) {
        AsyncLineAppender lines = new AsyncLineAppender();
        lines.setFlow(new LineFlow(
                queued, 8_192, DataSize.ofMegabytes(100), Duration.ofSeconds(20), 0, Duration.ofSeconds(1), false));
        lines.addAppender(appender);
        lines.addAppender(last);
        return started(lines);
    }

    Logger logger() {
        return logger("com.acme.Orders");
    }

    Logger logger(String name) {
        return context.getLogger(name);
    }

    JsonNode only() {
        List<JsonNode> lines = lines();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    String raw() {
        Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> written.get() == logged.get());
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException noUtf8) {
            throw new UncheckedIOException(noUtf8);
        }
    }

    void clear() {
        bytes.reset();
    }

    List<JsonNode> lines() {
        String raw = raw();
        assertThat(raw).endsWith("\n");
        List<JsonNode> lines = new ArrayList<>();
        for (String line : raw.split("\n", -1)) {
            if (!line.isEmpty()) {
                lines.add(parse(line, schema));
            }
        }
        return lines;
    }

    /** A line that may have members of the application. */
    static JsonNode parse(String line) {
        return parse(line, LineSchema.OPEN);
    }

    /** A line as the published schema wants it. */
    static JsonNode parsePublished(String line) {
        return parse(line, LineSchema.PUBLISHED);
    }

    private static JsonNode parse(String line, LineSchema schema) {
        assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(64 * 1024);
        assertThat(line.chars().filter(RecordedLines::isControl).count()).isZero();
        try {
            JsonNode parsed = STRICT.readTree(line);
            assertThat(parsed.fieldNames()).toIterable().containsSubsequence(ALWAYS);
            schema.assertMatches(parsed);
            return parsed;
        } catch (IOException invalid) {
            throw new AssertionError("no valid JSON: " + line, invalid);
        }
    }

    private static boolean isControl(int c) {
        return Character.isISOControl(c) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }

    @Override
    public void close() {
        context.stop();
    }
}
