package dev.vigie.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import net.logstash.logback.composite.AbstractJsonProvider;

/** Writes all members of one line, in the order of the schema in {@code docs/logging.md}. */
final class JsonLineProvider extends AbstractJsonProvider<ILoggingEvent> {

    private static final SerializedString TIMESTAMP = new SerializedString("timestamp");
    private static final SerializedString LEVEL = new SerializedString("level");
    private static final SerializedString SERVICE = new SerializedString("service");
    private static final SerializedString ENVIRONMENT = new SerializedString("environment");
    private static final SerializedString LOGGER = new SerializedString("logger");
    private static final SerializedString THREAD = new SerializedString("thread");
    private static final SerializedString CATEGORY = new SerializedString("category");
    private static final SerializedString EVENT = new SerializedString("event");
    private static final SerializedString MESSAGE = new SerializedString("message");
    private static final SerializedString TRUNCATED = new SerializedString("truncated");

    private static final int LONGEST_EVENT_NAME = 100;

    private final LineTimestamp timestamp = new LineTimestamp();
    private final CategoryResolver categories = new CategoryResolver();
    private final SerializableString service;
    private final SerializableString environment;
    private final KeyValueMembers keyValues;
    private final LineLimits limits;
    private final Supplier<LineMasking> masking;

    JsonLineProvider(
            String service,
            String environment,
            boolean keyValuesAtRoot,
            LineLimits limits,
            Supplier<LineMasking> masking) {
        this.service = LineEscapes.quoted(service);
        this.environment = LineEscapes.quoted(environment);
        this.keyValues = new KeyValueMembers(keyValuesAtRoot);
        this.limits = limits;
        this.masking = masking;
    }

    @Override
    public void writeTo(JsonGenerator generator, ILoggingEvent event) throws IOException {
        write(new Line(generator, limits, masking.get()), frozen(event));
    }

    /** Nearly always it was frozen by the thread that logged it. */
    private QueuedEvent frozen(ILoggingEvent event) {
        if (event instanceof QueuedEvent frozen) {
            return frozen;
        }
        Map<String, String> mdc = event.getMDCPropertyMap();
        return new QueuedEvent(event, categories.categoryOf(event, mdc == null ? Map.of() : mdc), false);
    }

    private void write(Line line, QueuedEvent event) throws IOException {
        Map<String, String> mdc = event.getMDCPropertyMap();
        writeOrigin(line, event);
        writeText(line, event);
        MdcMembers.writeOwn(line, mdc);
        keyValues.write(line, event.fields().all());
        FrozenThrowable throwable = event.getThrowableProxy();
        MdcMembers.writeOthers(line, mdc, throwable != null);
        if (throwable != null) {
            ErrorMember.write(line, throwable, mdc.get(LogFields.EVENT_ID));
        }
        if (line.isTruncated() || event.isCut()) {
            line.json.writeFieldName(TRUNCATED);
            line.json.writeBoolean(true);
        }
    }

    private void writeOrigin(Line line, QueuedEvent event) throws IOException {
        JsonGenerator json = line.json;
        json.writeFieldName(TIMESTAMP);
        char[] time = timestamp.format(event.getTimeStamp());
        json.writeString(time, 0, time.length);
        json.writeFieldName(LEVEL);
        json.writeString(lowerCase(event.getLevel()));
        json.writeFieldName(SERVICE);
        json.writeRawValue(service);
        json.writeFieldName(ENVIRONMENT);
        json.writeRawValue(environment);
        json.writeFieldName(LOGGER);
        json.writeString(line.fit(line.masking.origin(event.getLoggerName()), 256));
        json.writeFieldName(THREAD);
        json.writeString(line.fit(line.masking.origin(event.getThreadName()), 128));
    }

    private void writeText(Line line, QueuedEvent event) throws IOException {
        JsonGenerator json = line.json;
        json.writeFieldName(CATEGORY);
        json.writeString(event.category());
        String text =
                event.fields().message(event, key -> line.masking.name(key).secret());
        String message = line.text(text, limits.message());
        String template = event.getMessage();
        // The template, not the text it becomes: an argument from outside must not be able to name an event.
        if (template != null && isEventName(template) && template.equals(message)) {
            json.writeFieldName(EVENT);
            json.writeString(template);
        }
        json.writeFieldName(MESSAGE);
        json.writeString(message);
    }

    private static boolean isEventName(String text) {
        if (text.isEmpty() || text.length() > LONGEST_EVENT_NAME || !isLetter(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && c != '_' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }

    static String lowerCase(Level level) {
        return switch (level.toInt()) {
            case Level.ERROR_INT -> "error";
            case Level.WARN_INT -> "warn";
            case Level.INFO_INT -> "info";
            case Level.DEBUG_INT -> "debug";
            default -> "trace";
        };
    }
}
