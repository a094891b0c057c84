package dev.vigie.errors;

import dev.vigie.privacy.Masking;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** The tracker where none is configured: errors and messages become log lines. */
final class LoggingErrorTracker implements ErrorTracker {

    private static final Logger log = LoggerFactory.getLogger(ErrorTracker.class);

    private final Masking masking;

    LoggingErrorTracker(Masking masking) {
        this.masking = masking;
    }

    @Override
    public @Nullable String captureException(Throwable exception, Map<String, ?> extra) {
        try {
            line(Level.ERROR, extra).setCause(exception).log("captured_exception");
        } catch (RuntimeException | StackOverflowError itsOwnTrouble) {
            // An exception whose getMessage throws, or with causes without end: logback throws into its caller.
            line(Level.ERROR, extra)
                    .addKeyValue("exception", exception.getClass().getName())
                    .log("captured_exception");
        }
        return null;
    }

    private LoggingEventBuilder line(Level level, Map<String, ?> extra) {
        LoggingEventBuilder line = log.atLevel(level);
        try {
            for (Map.Entry<String, ?> fact : extra.entrySet()) {
                line = line.addKeyValue(fact.getKey(), masking.value(fact.getKey(), fact.getValue()));
            }
            return line;
        } catch (RuntimeException | StackOverflowError | LinkageError itsOwnTrouble) {
            return line.addKeyValue("facts", Masking.NOT_SHOWN);
        }
    }

    @Override
    public @Nullable String captureMessage(String message, ErrorLevel level) {
        return captureMessage(message, level, Map.of());
    }

    @Override
    public @Nullable String captureMessage(String message, ErrorLevel level, Map<String, ?> extra) {
        line(slf4j(level), extra).log(masking.text(String.valueOf(message)));
        return null;
    }

    @Override
    public void addBreadcrumb(String message, String category, Map<String, ?> data) {
        log.debug("{}: {} {}", category, masking.text(String.valueOf(message)), keysOf(data));
    }

    private static Object keysOf(Map<String, ?> data) {
        try {
            return data.keySet().toString();
        } catch (RuntimeException | StackOverflowError | LinkageError itsOwnTrouble) {
            return Masking.NOT_SHOWN;
        }
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
