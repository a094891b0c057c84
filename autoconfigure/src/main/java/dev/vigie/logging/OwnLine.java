package dev.vigie.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** Lines about lines: what was held back, what became of a file, and that a line could not be read. */
final class OwnLine {

    private static final int LONGEST_SHOWN = 200;

    private OwnLine() {}

    static QueuedEvent suppressed(CallSite.Suppressed held, long windowMillis) {
        return line(
                held.logger(),
                held.level(),
                "log_suppressed",
                held.category(),
                List.of(
                        new KeyValuePair("lines", held.lines()),
                        new KeyValuePair("of", shown(held.template())),
                        new KeyValuePair("window_ms", windowMillis)));
    }

    /** Masked before it is cut: half a secret would not be seen for one. */
    private static String shown(String template) {
        String masked = SharedLogback.masking().text(template);
        return masked.length() <= LONGEST_SHOWN ? masked : masked.substring(0, LONGEST_SHOWN) + Line.CUT;
    }

    static QueuedEvent notice(FileNotice notice) {
        List<KeyValuePair> pairs = new ArrayList<>(
                List.of(new KeyValuePair("file", notice.file()), new KeyValuePair(notice.key(), notice.value())));
        if (!notice.others().isEmpty()) {
            pairs.add(new KeyValuePair("other_files", notice.others()));
        }
        return line(LogFile.class.getName(), Level.WARN, notice.event(), CategoryResolver.APPLICATION, pairs);
    }

    private static QueuedEvent line(
            String logger, Level level, String name, String category, List<KeyValuePair> pairs) {
        Logger named = (Logger) LoggerFactory.getLogger(logger);
        LoggingEvent event = new LoggingEvent(OwnLine.class.getName(), named, level, name, null, null);
        event.setMDCPropertyMap(Map.of());
        event.setKeyValuePairs(pairs);
        return new QueuedEvent(event, category, false);
    }

    /** In place of a line that cannot be read; with what can be read of it. */
    static QueuedEvent lost(ILoggingEvent event) {
        LoggingEvent readable = new LoggingEvent();
        readable.setThreadName(SafeText.of("thread", event::getThreadName));
        readable.setLevel(SafeText.or(Level.ERROR, event::getLevel));
        readable.setLoggerName(SafeText.of("logger", event::getLoggerName));
        readable.setMessage(LostLine.EVENT);
        readable.setTimeStamp(SafeText.or(System.currentTimeMillis(), event::getTimeStamp));
        readable.setMDCPropertyMap(Map.of());
        return new QueuedEvent(readable, CategoryResolver.APPLICATION, false);
    }
}
