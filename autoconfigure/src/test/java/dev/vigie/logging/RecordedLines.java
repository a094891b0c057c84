package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
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
import net.logstash.logback.composite.JsonProvider;
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

    RecordedLines(String keyValues, String service, List<JsonProvider<ILoggingEvent>> providers) {
        schema = keyValues.equals("root") || !providers.isEmpty() ? LineSchema.OPEN : LineSchema.PUBLISHED;
        context.setMDCAdapter(mdc);
        encoder.setContext(context);
        encoder.setService(service);
        encoder.setEnvironment("production");
        encoder.setKeyValues(keyValues);
        providers.forEach(encoder.getProviders()::addProvider);
        encoder.start();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(bytes);
        appender.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.TRACE);
        root.addAppender(behindTheQueue(appender));
    }

    /** As in an application, but at once and without a limit. */
    private AsyncLineAppender behindTheQueue(OutputStreamAppender<ILoggingEvent> appender) {
        AsyncLineAppender lines = new AsyncLineAppender();
        lines.setContext(context);
        lines.setFlow(new LineFlow(
                false, 64, DataSize.ofMegabytes(1), Duration.ofMillis(1), 0, Duration.ofSeconds(1), false));
        lines.addAppender(appender);
        lines.start();
        return lines;
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
        return Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
    }

    @Override
    public void close() {
        context.stop();
    }
}
