package dev.vigie.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.CallerData;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggerContextVO;
import dev.vigie.privacy.Masking;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/**
 * One line on its way to its appenders: all that the event said when it was logged, in bounded size. It keeps neither
 * arguments nor values that may change, and no text that is longer than anybody will read.
 */
final class QueuedEvent implements ILoggingEvent {

    /** Somewhat more than is looked at for secrets, so that masking still sees what a cut would leave half of. */
    static final int LONGEST = Masking.LONGEST_TEXT + 1_024;

    private static final int BYTES_OF_A_LINE = 300;
    private static final int BYTES_OF_AN_ENTRY = 100;

    private final Level level;
    private final String category;
    private final String logger;
    private final String thread;
    private final @Nullable String template;

    /** Null until it is asked for, where there are late arguments. */
    private @Nullable String message;

    private final @Nullable Object @Nullable [] late;
    private final long timestamp;
    private final int nanoseconds;
    private final Map<String, String> mdc;
    private final LineExtras extras;
    private final @Nullable LoggerContextVO context;
    private final int weight;

    QueuedEvent(ILoggingEvent event, String category, boolean withCaller) {
        this(event, category, LineExtras.of(event, withCaller, true));
    }

    QueuedEvent(ILoggingEvent event, String category, LineExtras extras) {
        this.level = event.getLevel();
        this.category = category;
        this.logger = orEmpty(event.getLoggerName());
        this.thread = orEmpty(event.getThreadName());
        this.late = LateArguments.of(event);
        this.message = late == null ? bounded(messageOf(event)) : null;
        String said = event.getMessage();
        this.template = said == null ? null : said.equals(message) ? message : bounded(said);
        this.timestamp = event.getTimeStamp();
        this.nanoseconds = event.getNanoseconds();
        Map<String, String> map = event.getMDCPropertyMap();
        this.mdc = map == null ? Map.of() : map;
        this.extras = extras;
        this.context = event.getLoggerContextVO();
        this.weight = weigh();
    }

    private QueuedEvent(QueuedEvent origin, String message, ShownTexts texts) {
        this.level = origin.level;
        this.category = origin.category;
        this.logger = texts.text(origin.logger);
        this.thread = texts.text(origin.thread);
        this.template = origin.template;
        this.late = null;
        this.message = message;
        this.timestamp = origin.timestamp;
        this.nanoseconds = origin.nanoseconds;
        this.mdc = origin.mdc.isEmpty() ? origin.mdc : new MappedFields(origin.mdc, texts);
        this.extras = origin.extras.shown(texts);
        this.context = origin.context;
        this.weight = origin.weight;
    }

    static String bounded(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : bounded(text);
    }

    private static String messageOf(ILoggingEvent event) {
        try {
            return String.valueOf(event.getFormattedMessage());
        } catch (Throwable refused) {
            return SafeText.notPrintable("message", refused);
        }
    }

    private int weigh() {
        TextSum values = new TextSum();
        mdc.forEach(values);
        long sum = BYTES_OF_A_LINE
                + (message == null ? 0 : 2L * message.length())
                + (late == null ? 0 : LateArguments.weight(late))
                + (template == null ? 0 : 2L * template.length())
                + values.bytes
                + extras.weight();
        return (int) Math.min(sum, Integer.MAX_VALUE);
    }

    /** About how many bytes it keeps alive. */
    int weight() {
        return weight;
    }

    /** The same line with another message, and all that a pattern may show besides as a terminal may show it. */
    QueuedEvent withTexts(UnaryOperator<String> said, ShownTexts texts) {
        return new QueuedEvent(this, said.apply(extras.fields().message(this, texts::isSecret)), texts);
    }

    /** Its fields; what others ask of them is in {@link #getKeyValuePairs} and {@link #getArgumentArray}. */
    EventFields fields() {
        return extras.fields();
    }

    /** Whether something was left out. */
    boolean isCut() {
        return extras.isCut();
    }

    /** Whether it waits for room where lines of lesser levels give way. */
    boolean isImportant() {
        return isImportant(level);
    }

    static boolean isImportant(Level level) {
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
        String made = message;
        if (made == null) {
            made = late == null ? "" : bounded(LateArguments.message(template, late));
            message = made;
        }
        return made;
    }

    /** Only where one of them is structured; else they are in the message, and that is all. */
    @Override
    public @Nullable Object @Nullable [] getArgumentArray() {
        return extras.fields().arguments();
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
        return extras.markers();
    }

    @Override
    public @Nullable List<KeyValuePair> getKeyValuePairs() {
        return extras.fields().pairs();
    }

    @Override
    public @Nullable FrozenThrowable getThrowableProxy() {
        return extras.throwable();
    }

    @Override
    public StackTraceElement[] getCallerData() {
        StackTraceElement[] callers = extras.callers();
        return callers == null ? CallerData.EMPTY_CALLER_DATA_ARRAY : callers;
    }

    @Override
    public boolean hasCallerData() {
        return extras.callers() != null;
    }

    @Override
    public @Nullable LoggerContextVO getLoggerContextVO() {
        return context;
    }

    @Override
    public void prepareForDeferredProcessing() {
        // It was when it was made.
    }

    /** About how many bytes the entries of an MDC take. */
    private static final class TextSum implements BiConsumer<String, @Nullable String> {

        private long bytes;

        @Override
        public void accept(String key, @Nullable String value) {
            bytes += BYTES_OF_AN_ENTRY + (value == null ? 0 : 2L * value.length());
        }
    }
}
