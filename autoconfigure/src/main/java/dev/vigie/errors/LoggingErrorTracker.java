package dev.vigie.errors;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** The tracker where none is configured: errors and messages become log lines. */
final class LoggingErrorTracker implements ErrorTracker {

    private static final Logger log = LoggerFactory.getLogger(ErrorTracker.class);

    @Override
    public @Nullable String captureException(Throwable exception, Map<String, ?> extra) {
        LoggingEventBuilder line = log.atError().setCause(exception);
        for (Map.Entry<String, ?> fact : extra.entrySet()) {
            line = line.addKeyValue(fact.getKey(), fact.getValue());
        }
        line.log("captured_exception");
        return null;
    }

    @Override
    public @Nullable String captureMessage(String message, ErrorLevel level) {
        log.atLevel(slf4j(level)).log(message);
        return null;
    }

    @Override
    public void addBreadcrumb(String message, String category, Map<String, ?> data) {
        log.debug("{}: {} {}", category, message, data.keySet());
    }

    @Override
    public void setUser(ErrorUser user) {
        // There is no event it could stand on.
    }

    @Override
    public void clearUser() {
        // See setUser.
    }

    private static Level slf4j(ErrorLevel level) {
        return switch (level) {
            case DEBUG -> Level.DEBUG;
            case INFO -> Level.INFO;
            case WARNING -> Level.WARN;
            case ERROR, FATAL -> Level.ERROR;
        };
    }
}
