package dev.vigie.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.spi.AppenderAttachable;
import dev.vigie.logging.LineTarget.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes lines to the appenders, and the summaries of what was held back. Used by one thread at a time. */
final class LineWriter {

    private final AppenderAttachable<ILoggingEvent> targets;
    private final @Nullable CallSiteLimit limit;
    private final LogCounts counts;
    private final FileTroubles troubles = new FileTroubles();
    private final IdentityHashMap<Appender<ILoggingEvent>, LineTarget> known = new IdentityHashMap<>();

    LineWriter(AppenderAttachable<ILoggingEvent> targets, @Nullable CallSiteLimit limit, LogCounts counts) {
        this.targets = targets;
        this.limit = limit;
        this.counts = counts;
    }

    /** Counted once: as written when an appender has it, as failed when one wanted it and none could. */
    void write(QueuedEvent line) {
        boolean taken = false;
        boolean failed = false;
        Iterator<Appender<ILoggingEvent>> all = targets.iteratorForAppenders();
        while (all.hasNext()) {
            Outcome outcome = known.computeIfAbsent(all.next(), LineTarget::at).append(line);
            taken |= outcome == Outcome.TAKEN;
            failed |= outcome == Outcome.FAILED;
        }
        if (taken) {
            counts.written(line.getLevel(), line.category());
        } else if (failed) {
            counts.dropped(LogCounts.Drop.FAILED, 1);
        }
    }

    /** The appenders may go on elsewhere. */
    void release() {
        known.values().forEach(LineTarget::release);
        known.clear();
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

    /** They are opened again when there is a line for them. */
    void closeFiles() {
        Iterator<Appender<ILoggingEvent>> all = targets.iteratorForAppenders();
        while (all.hasNext()) {
            if (all.next() instanceof LogFile file) {
                file.release();
            }
        }
    }

    private boolean tellOfFiles() {
        List<LogFile.Notice> notices = new ArrayList<>(0);
        Iterator<Appender<ILoggingEvent>> all = targets.iteratorForAppenders();
        while (all.hasNext()) {
            if (all.next() instanceof LogFile file) {
                for (LogFile.Notice notice = file.notice(); notice != null; notice = file.notice()) {
                    notices.add(notice);
                }
            }
        }
        List<FileNotice> together = troubles.toTell(notices);
        together.forEach(notice -> write(OwnLine.notice(notice)));
        return !together.isEmpty();
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
        CallSiteLimit limited = limit;
        if (limited != null) {
            for (CallSite.Suppressed held : limited.suppressed(System.nanoTime(), end)) {
                write(OwnLine.suppressed(held, limited.window().toMillis()));
            }
        }
        Iterator<Appender<ILoggingEvent>> all = targets.iteratorForAppenders();
        while (all.hasNext()) {
            if (all.next() instanceof LogFile file) {
                file.tend();
            }
        }
    }
}
