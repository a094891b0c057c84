package dev.vigie.web;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** The access lines of an application, from after its start on. */
final class RecordedAccess extends AppenderBase<ILoggingEvent> {

    /** One line: its key-values and what stood in the MDC. */
    record Line(Level level, String message, Map<String, Object> told, Map<String, String> mdc) {}

    private final Queue<Line> lines = new ConcurrentLinkedQueue<>();

    static RecordedAccess listen() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        RecordedAccess recorded = new RecordedAccess();
        recorded.setContext(root.getLoggerContext());
        recorded.start();
        root.addAppender(recorded);
        return recorded;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLoggerName().equals("access")) {
            Map<String, Object> told = new LinkedHashMap<>();
            event.getKeyValuePairs().forEach(pair -> told.put(pair.key, pair.value));
            lines.add(new Line(event.getLevel(), event.getMessage(), told, Map.copyOf(event.getMDCPropertyMap())));
        }
    }

    List<Line> all() {
        return List.copyOf(lines);
    }

    List<Line> of(String requestId) {
        return lines.stream()
                .filter(line -> requestId.equals(line.mdc().get("requestId")))
                .toList();
    }
}
