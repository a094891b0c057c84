package dev.vigie.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.CallerData;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggerContextVO;
import dev.vigie.privacy.Masking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import net.logstash.logback.marker.LogstashMarker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/**
 * One line on its way to its appenders: all that the event said when it was logged, in bounded size. It keeps neither
 * arguments nor values that may change, and no text that is longer than anybody will read.
 */
final class QueuedEvent implements ILoggingEvent {

    /** Somewhat more than is looked at for secrets, so that masking still sees what a cut would leave half of. */
    private static final int LONGEST = Masking.LONGEST_TEXT + 1_024;

    /** More than a line can show, so that it is seen that there are more. */
    private static final int MOST_PAIRS = 2 * LineLimits.NORMAL.entries();

    private final Level level;
    private final String category;
    private final String logger;
    private final String thread;
    private final @Nullable String template;
    private final String message;
    private final long timestamp;
    private final int nanoseconds;
    private final Map<String, String> mdc;
    private final @Nullable List<Marker> markers;
    private final @Nullable List<KeyValuePair> pairs;
    private final @Nullable Object @Nullable [] arguments;
    private final @Nullable IThrowableProxy throwable;
    private final StackTraceElement @Nullable [] callers;
    private final @Nullable LoggerContextVO context;
    private final int weight;

    QueuedEvent(ILoggingEvent event, String category, boolean withCaller) {
        this.level = event.getLevel();
        this.category = category;
        this.logger = event.getLoggerName();
        this.thread = event.getThreadName();
        this.message = bounded(SafeText.of("message", event::getFormattedMessage));
        String said = event.getMessage();
        this.template = said == null ? null : bounded(said);
        this.timestamp = event.getTimeStamp();
        this.nanoseconds = event.getNanoseconds();
        Map<String, String> fields = event.getMDCPropertyMap();
        this.mdc = fields == null ? Map.of() : fields;
        List<Marker> given = event.getMarkerList();
        this.markers = plain(given);
        FrozenValues values = new FrozenValues();
        this.pairs = frozen(event, given, values);
        this.arguments = FrozenArgument.of(event.getArgumentArray(), values);
        this.throwable = event.getThrowableProxy();
        this.callers = withCaller ? event.getCallerData() : null;
        this.context = event.getLoggerContextVO();
        this.weight = values.weight() + LineWeight.of(this);
    }

    /** Of an event that cannot be read. */
    private QueuedEvent(ILoggingEvent event) {
        this.level = SafeText.or(Level.ERROR, event::getLevel);
        this.category = CategoryResolver.APPLICATION;
        this.logger = bounded(SafeText.of("logger", event::getLoggerName));
        this.thread = bounded(SafeText.of("thread", event::getThreadName));
        this.template = LostLine.EVENT;
        this.message = LostLine.EVENT;
        this.timestamp = SafeText.or(System.currentTimeMillis(), event::getTimeStamp);
        this.nanoseconds = 0;
        this.mdc = Map.of();
        this.markers = null;
        this.pairs = null;
        this.arguments = null;
        this.throwable = null;
        this.callers = null;
        this.context = null;
        this.weight = LineWeight.of(this);
    }

    /** The line that says of another that it could not be written. */
    static QueuedEvent lost(ILoggingEvent event) {
        return new QueuedEvent(event);
    }

    private QueuedEvent(QueuedEvent origin, UnaryOperator<String> text, Predicate<String> secretKey) {
        this.level = origin.level;
        this.category = origin.category;
        this.logger = text.apply(origin.logger);
        this.thread = text.apply(origin.thread);
        this.template = origin.template;
        this.message = text.apply(FrozenArgument.message(origin, secretKey));
        this.timestamp = origin.timestamp;
        this.nanoseconds = origin.nanoseconds;
        this.mdc = origin.mdc.isEmpty() ? origin.mdc : new MappedFields(origin.mdc, text, secretKey);
        this.markers = origin.markers;
        this.pairs = mapped(origin.pairs, text, secretKey);
        this.arguments = null;
        this.throwable = origin.throwable == null ? null : new MappedThrowable(origin.throwable, text);
        this.callers = origin.callers;
        this.context = origin.context;
        this.weight = origin.weight;
    }

    static String bounded(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private static @Nullable List<KeyValuePair> frozen(
            ILoggingEvent event, @Nullable List<Marker> markers, FrozenValues values) {
        List<KeyValuePair> all = added(null, event.getKeyValuePairs(), values);
        if (markers != null) {
            for (Marker marker : markers) {
                if (marker instanceof LogstashMarker structured) {
                    all = added(all, RecordedFields.of(structured::writeTo), values);
                }
            }
        }
        return all;
    }

    /** Those that are structured have become key-values. */
    private static @Nullable List<Marker> plain(@Nullable List<Marker> markers) {
        if (markers == null || markers.stream().noneMatch(LogstashMarker.class::isInstance)) {
            return markers;
        }
        return markers.stream()
                .filter(marker -> !(marker instanceof LogstashMarker))
                .toList();
    }

    private static @Nullable List<KeyValuePair> mapped(
            @Nullable List<KeyValuePair> pairs, UnaryOperator<String> text, Predicate<String> secretKey) {
        if (pairs == null) {
            return null;
        }
        List<KeyValuePair> mapped = new ArrayList<>(pairs.size());
        for (KeyValuePair pair : pairs) {
            boolean secret = secretKey.test(String.valueOf(pair.key));
            String shown = secret ? Masking.MASK : text.apply(String.valueOf(pair.value));
            mapped.add(new KeyValuePair(pair.key, pair.value == null ? null : shown));
        }
        return mapped;
    }

    @SuppressWarnings("ReferenceEquality") // whether it is the very same value, whatever its equals says
    private static @Nullable List<KeyValuePair> added(
            @Nullable List<KeyValuePair> all, @Nullable List<KeyValuePair> more, FrozenValues values) {
        if (more == null || more.isEmpty()) {
            return all;
        }
        List<KeyValuePair> longer = all == null ? new ArrayList<>(more.size()) : all;
        for (int i = 0; i < more.size() && longer.size() < MOST_PAIRS; i++) {
            KeyValuePair pair = more.get(i);
            Object now = values.of(pair.value);
            longer.add(now == pair.value ? pair : new KeyValuePair(pair.key, now));
        }
        return longer;
    }

    /** About how many bytes it keeps alive. */
    int weight() {
        return weight;
    }

    /** The same line with other texts, the exception's among them, and without the arguments of secret keys. */
    QueuedEvent withTexts(UnaryOperator<String> text, Predicate<String> secretKey) {
        return new QueuedEvent(this, text, secretKey);
    }

    /** Whether it waits for room where lines of lesser levels give way. */
    boolean isImportant() {
        return level.isGreaterOrEqual(Level.WARN);
    }

    /** One of the six, see {@link CategoryResolver}. */
    String category() {
        return category;
    }

    @Override
    public Level getLevel() {
        return level;
    }

    @Override
    public String getLoggerName() {
        return logger;
    }

    @Override
    public String getThreadName() {
        return thread;
    }

    @Override
    public @Nullable String getMessage() {
        return template;
    }

    @Override
    public String getFormattedMessage() {
        return message;
    }

    /** Only where one of them is structured; else they are in the message, and that is all. */
    @Override
    public @Nullable Object @Nullable [] getArgumentArray() {
        return arguments;
    }

    @Override
    public long getTimeStamp() {
        return timestamp;
    }

    @Override
    public int getNanoseconds() {
        return nanoseconds;
    }

    @Override
    public Instant getInstant() {
        return Instant.ofEpochMilli(timestamp).plusNanos(nanoseconds % 1_000_000);
    }

    @Override
    public long getSequenceNumber() {
        return 0;
    }

    @Override
    public Map<String, String> getMDCPropertyMap() {
        return mdc;
    }

    @Override
    @Deprecated
    public Map<String, String> getMdc() {
        return mdc;
    }

    @Override
    public @Nullable List<Marker> getMarkerList() {
        return markers;
    }

    @Override
    public @Nullable List<KeyValuePair> getKeyValuePairs() {
        return pairs;
    }

    @Override
    public @Nullable IThrowableProxy getThrowableProxy() {
        return throwable;
    }

    @Override
    public StackTraceElement[] getCallerData() {
        return callers == null ? CallerData.EMPTY_CALLER_DATA_ARRAY : callers;
    }

    @Override
    public boolean hasCallerData() {
        return callers != null;
    }

    @Override
    public @Nullable LoggerContextVO getLoggerContextVO() {
        return context;
    }

    @Override
    public void prepareForDeferredProcessing() {
        // It was when it was made.
    }
}
