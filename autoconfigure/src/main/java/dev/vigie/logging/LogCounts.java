package dev.vigie.logging;

import ch.qos.logback.classic.Level;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many lines were written, which is that an appender has them, and how many were not. Of the whole JVM, as logback
 * is.
 */
final class LogCounts {

    static final List<String> LEVELS = List.of("trace", "debug", "info", "warn", "error");

    private static final LogCounts SHARED = new LogCounts();

    private final Map<String, LongAdder[]> written = new LinkedHashMap<>();
    private final Map<Drop, LongAdder> dropped = new EnumMap<>(Drop.class);

    LogCounts() {
        for (String category : CategoryResolver.CATEGORIES) {
            LongAdder[] levels = new LongAdder[LEVELS.size()];
            for (int i = 0; i < levels.length; i++) {
                levels[i] = new LongAdder();
            }
            written.put(category, levels);
        }
        for (Drop reason : Drop.values()) {
            dropped.put(reason, new LongAdder());
        }
    }

    static LogCounts shared() {
        return SHARED;
    }

    void written(Level level, String category) {
        LongAdder[] levels = written.get(category);
        if (levels != null) {
            levels[index(level)].increment();
        }
    }

    void dropped(Drop reason, long lines) {
        adder(reason).add(lines);
    }

    /** Lines of one of {@link #LEVELS} and one category. */
    long written(String level, String category) {
        LongAdder[] levels = written.get(category);
        return levels == null ? 0 : levels[LEVELS.indexOf(level)].sum();
    }

    long dropped(Drop reason) {
        return adder(reason).sum();
    }

    private LongAdder adder(Drop reason) {
        LongAdder adder = dropped.get(reason);
        if (adder == null) {
            throw new IllegalArgumentException(reason.name());
        }
        return adder;
    }

    private static int index(Level level) {
        return switch (level.toInt()) {
            case Level.ERROR_INT -> 4;
            case Level.WARN_INT -> 3;
            case Level.INFO_INT -> 2;
            case Level.DEBUG_INT -> 1;
            default -> 0;
        };
    }

    /** Why a line was not written. */
    enum Drop {
        /** The queue was full, and the line below WARN. */
        QUEUE_FULL("queue_full"),
        /** The queue was full, and stayed so for as long as a line of WARN or ERROR waits. */
        QUEUE_TIMEOUT("queue_timeout"),
        /** The place it comes from had said it too often. */
        RATE_LIMIT("rate_limit"),
        /** The log file could not be written; the console may have it. */
        FILE("file"),
        /** An appender wanted it, and none could write it. */
        FAILED("failed"),
        /** Too many came while logging was set up anew. */
        SETUP("setup"),
        /** The application ended before the lines that waited could be written. */
        SHUTDOWN("shutdown");

        private final String reason;

        Drop(String reason) {
            this.reason = reason;
        }

        /** Value of the tag. */
        String reason() {
            return reason;
        }
    }
}
