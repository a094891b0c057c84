package dev.vigie.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.FilterReply;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * What other threads log while one sets logging up anew, when there are no appenders: it is kept, and written by those
 * that come. As a filter it stands before the one by which Spring Boot keeps everything quiet meanwhile; logback throws
 * it out, twice, and it comes back.
 */
final class LinesMeanwhile extends TurboFilter {

    private static final int MOST = 10_000;

    private final LoggerContext logback;
    private final Logger root;
    private final Thread builder = Thread.currentThread();
    private final Map<String, Level> levels = new HashMap<>();
    private final Queue<ILoggingEvent> held = new ConcurrentLinkedQueue<>();
    private final AtomicInteger room = new AtomicInteger(MOST);
    private final Holding holding = new Holding();
    private final Comeback comeback = new Comeback();
    private volatile boolean over;

    private LinesMeanwhile(LoggerContext context) {
        this.logback = context;
        this.root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        for (Logger logger : context.getLoggerList()) {
            if (logger.getLevel() != null) {
                levels.put(logger.getName(), logger.getLevel());
            }
        }
    }

    static LinesMeanwhile beginIn(LoggerContext context) {
        LinesMeanwhile lines = new LinesMeanwhile(context);
        lines.setContext(context);
        lines.holding.setContext(context);
        context.addListener(lines.comeback);
        lines.enter();
        return lines;
    }

    /** While another pipeline takes the place of the one before; unless it is held already. */
    static <T> T during(LoggerContext context, Supplier<T> change) {
        if (context.getTurboFilterList().stream().anyMatch(LinesMeanwhile.class::isInstance)) {
            return change.get();
        }
        LinesMeanwhile lines = beginIn(context);
        try {
            return change.get();
        } finally {
            lines.end();
        }
    }

    private void enter() {
        start();
        logback.getTurboFilterList().add(0, this);
    }

    /** logback is about to throw it out, and has thrown out all appenders and, perhaps, listeners. */
    @Override
    public void stop() {
        super.stop();
        if (!over) {
            root.addAppender(holding);
            logback.removeListener(comeback);
            logback.addListener(comeback);
        }
    }

    /** The appenders are there: they get what was held. */
    void end() {
        over = true;
        logback.removeListener(comeback);
        logback.getTurboFilterList().remove(this);
        root.detachAppender(holding);
        for (ILoggingEvent line = held.poll(); line != null; line = held.poll()) {
            write(line);
        }
    }

    /** An appender that throws here keeps no other line back, and ends no start. */
    private void write(ILoggingEvent line) {
        try {
            logback.getLogger(line.getLoggerName()).callAppenders(line);
        } catch (RuntimeException | LinkageError itsOwnTrouble) {
            LogCounts.shared().dropped(LogCounts.Drop.FAILED, 1);
        }
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            @Nullable Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        if (!isWanted(logger.getName(), level)) {
            return FilterReply.NEUTRAL;
        }
        if (format == null && thrown == null) {
            // A question; the line comes after it.
            return FilterReply.ACCEPT;
        }
        LoggingEvent line = new LoggingEvent(Logger.class.getName(), logger, level, format, thrown, arguments);
        if (marker != null) {
            line.addMarker(marker);
        }
        hold(line);
        return FilterReply.DENY;
    }

    @Override
    public FilterReply decide(Logger logger, org.slf4j.event.LoggingEvent fluent) {
        Level level = Level.convertAnSLF4JLevel(fluent.getLevel());
        if (!isWanted(logger.getName(), level)) {
            return FilterReply.NEUTRAL;
        }
        LoggingEvent line = new LoggingEvent(
                Logger.class.getName(),
                logger,
                level,
                fluent.getMessage(),
                fluent.getThrowable(),
                fluent.getArgumentArray());
        line.setKeyValuePairs(fluent.getKeyValuePairs());
        List<Marker> markers = fluent.getMarkers();
        if (markers != null) {
            markers.forEach(line::addMarker);
        }
        hold(line);
        return FilterReply.DENY;
    }

    private boolean isWanted(String logger, Level level) {
        return !over && !isOurs() && isOn(logger, level);
    }

    /** What Spring Boot says of its own work is not for the log. */
    @SuppressWarnings("ReferenceEquality") // this very thread
    private boolean isOurs() {
        return Thread.currentThread() == builder;
    }

    /** As it was before. */
    private boolean isOn(String logger, Level level) {
        for (int end = logger.length(); end > 0; end = logger.lastIndexOf('.', end - 1)) {
            Level known = levels.get(logger.substring(0, end));
            if (known != null) {
                return level.isGreaterOrEqual(known);
            }
        }
        return level.isGreaterOrEqual(levels.getOrDefault(Logger.ROOT_LOGGER_NAME, Level.DEBUG));
    }

    private void hold(ILoggingEvent line) {
        if (room.getAndDecrement() <= 0) {
            LogCounts.shared().dropped(LogCounts.Drop.SETUP, 1);
            return;
        }
        line.prepareForDeferredProcessing();
        held.add(line);
        if (over && held.remove(line)) {
            // It came too late for the end.
            write(line);
        }
    }

    /** Comes back when logback has been reset. */
    private final class Comeback implements LoggerContextListener {

        @Override
        public boolean isResetResistant() {
            return true;
        }

        @Override
        public void onReset(LoggerContext reset) {
            if (!over) {
                enter();
            }
        }

        @Override
        public void onStart(LoggerContext started) {}

        @Override
        public void onStop(LoggerContext stopped) {}

        @Override
        public void onLevelChange(Logger logger, Level level) {}
    }

    /** Takes lines that come past the filter, as long as nobody else does. */
    private final class Holding extends UnsynchronizedAppenderBase<ILoggingEvent> {

        @Override
        public void doAppend(ILoggingEvent line) {
            if (isAlone() && isWanted(line.getLoggerName(), line.getLevel())) {
                hold(line);
            }
        }

        private boolean isAlone() {
            for (Iterator<Appender<ILoggingEvent>> all = root.iteratorForAppenders(); all.hasNext(); ) {
                if (all.next() != this) {
                    return false;
                }
            }
            return true;
        }

        @Override
        protected void append(ILoggingEvent line) {}
    }
}
