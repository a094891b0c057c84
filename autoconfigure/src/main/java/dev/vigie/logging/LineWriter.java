package dev.vigie.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.spi.AppenderAttachable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** Writes lines to the appenders, and the summaries of what was held back. Used by one thread at a time. */
final class LineWriter {

    private static final int LONGEST_SHOWN = 200;

    private final AppenderAttachable<ILoggingEvent> targets;
    private final @Nullable CallSiteLimit limit;
    private final LogCounts counts;

    LineWriter(AppenderAttachable<ILoggingEvent> targets, @Nullable CallSiteLimit limit, LogCounts counts) {
        this.targets = targets;
        this.limit = limit;
        this.counts = counts;
    }

    void write(QueuedEvent line) {
        try {
            Iterator<Appender<ILoggingEvent>> all = targets.iteratorForAppenders();
            while (all.hasNext()) {
                all.next().doAppend(line);
            }
            counts.written(line.getLevel(), line.category());
        } catch (Throwable refused) {
            // An Error of an encoder somebody added; the thread that writes must go on.
            counts.dropped(LogCounts.Drop.FAILED, 1);
        }
    }

    /** What was written is handed on to the system, and what that leads to is told. */
    void flush() {
        flushAll();
        if (tellOfFiles()) {
            flushAll();
        }
    }

    private void flushAll() {
        Iterator<Appender<ILoggingEvent>> all = targets.iteratorForAppenders();
        while (all.hasNext()) {
            flush(all.next());
        }
    }

    private boolean tellOfFiles() {
        List<QueuedEvent> lines = new ArrayList<>(0);
        Iterator<Appender<ILoggingEvent>> all = targets.iteratorForAppenders();
        while (all.hasNext()) {
            if (all.next() instanceof LogFile file) {
                for (LogFile.Notice notice = file.notice(); notice != null; notice = file.notice()) {
                    lines.add(line(notice));
                }
            }
        }
        lines.forEach(this::write);
        return !lines.isEmpty();
    }

    private static QueuedEvent line(LogFile.Notice notice) {
        return own(
                LogFile.class.getName(),
                Level.WARN,
                notice.event(),
                CategoryResolver.APPLICATION,
                List.of(new KeyValuePair("file", notice.file()), new KeyValuePair(notice.key(), notice.value())));
    }

    private static void flush(Appender<ILoggingEvent> target) {
        if (target instanceof OutputStreamAppender<ILoggingEvent> stream
                && stream.isStarted()
                && !stream.isImmediateFlush()) {
            try {
                stream.getOutputStream().flush();
            } catch (IOException | RuntimeException | Error gone) {
                // An Error, too: the other appenders are to be flushed, and the one that logs is not to blame.
                stream.addError("What was logged could not be flushed", gone);
            }
        }
    }

    /** Every second or so: summaries, and rolled files. */
    void tend(boolean end) {
        CallSiteLimit known = limit;
        if (known != null) {
            for (CallSite.Suppressed held : known.suppressed(System.nanoTime(), end)) {
                write(summary(held, known.window().toMillis()));
            }
        }
        Iterator<Appender<ILoggingEvent>> all = targets.iteratorForAppenders();
        while (all.hasNext()) {
            if (all.next() instanceof LogFile file) {
                file.tend();
            }
        }
    }

    private static QueuedEvent summary(CallSite.Suppressed held, long windowMillis) {
        return own(
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
        String masked = LogbackSetup.masking().text(template);
        return masked.length() <= LONGEST_SHOWN ? masked : masked.substring(0, LONGEST_SHOWN) + Line.CUT;
    }

    private static QueuedEvent own(String logger, Level level, String name, String category, List<KeyValuePair> pairs) {
        Logger named = (Logger) LoggerFactory.getLogger(logger);
        LoggingEvent event = new LoggingEvent(LineWriter.class.getName(), named, level, name, null, null);
        event.setMDCPropertyMap(Map.of());
        event.setKeyValuePairs(pairs);
        return new QueuedEvent(event, category, false);
    }
}
