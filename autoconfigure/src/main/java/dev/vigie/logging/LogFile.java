package dev.vigie.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A log file that rolls, is private, and starts also while it cannot be written. Lines are written in blocks: whoever
 * appends has to flush.
 */
final class LogFile extends RollingFileAppender<ILoggingEvent> {

    static final String FAILING = "log_file_failing";
    static final String RECOVERED = "log_file_recovered";

    private final FileAccess access;
    private final Troubles troubles = new Troubles();
    private final LogFileStream.Failure failure = new LogFileStream.Failure();
    private final Queue<Notice> notices = new ArrayDeque<>();
    private final LogFilePolicy policy;
    private boolean rollsLater;
    private boolean packs = true;

    LogFile(LogFileRolling rolling, FileAccess access) {
        this.access = access;
        this.policy = new LogFilePolicy(rolling, access);
        setName(rolling.name());
        setFile(rolling.file());
        setImmediateFlush(false);
        setContext(rolling.context());
        policy.setParent(this);
        policy.start();
        setRollingPolicy(policy);
    }

    @Override
    public void openFile(String file) {
        setOutputStream(new LogFileStream(Path.of(file), access::open, troubles, failure, System::nanoTime));
    }

    /** Not while it cannot be written: nothing would be in the next one. */
    @Override
    public void rollover() {
        rollsLater = failure.isFailing();
        if (!rollsLater) {
            Exception before = policy.trouble();
            super.rollover();
            tellOf(before, policy.trouble());
        }
    }

    /** A file that cannot be set aside grows; that is told when it begins. */
    private void tellOf(@Nullable Exception before, @Nullable Exception now) {
        if (before == null && now != null) {
            notices.add(new Notice("log_file_not_rolled", getFile(), "error", now.toString()));
        }
    }

    @Override
    protected void subAppend(ILoggingEvent event) {
        if (rollsLater && !failure.isFailing()) {
            rollover();
        }
        super.subAppend(event);
    }

    /** To be called now and then by the thread that writes. */
    void tend() {
        if (getOutputStream() instanceof LogFileStream stream) {
            stream.follow();
        }
        policy.tend();
        tellOfPacking(policy.packingTrouble());
    }

    /** What cannot be packed is kept as it is; that is told when it begins. */
    private void tellOfPacking(@Nullable Exception trouble) {
        if (packs && trouble != null && !failure.isFailing()) {
            notices.add(new Notice("log_file_not_packed", getFile(), "error", trouble.toString()));
        }
        packs = trouble == null || (packs && failure.isFailing());
    }

    /** Keeps no file open until there is a line for it. */
    void release() {
        if (getOutputStream() instanceof LogFileStream stream) {
            stream.close();
        }
    }

    /** What there is to tell of it since it was asked last, or null. */
    @Nullable
    Notice notice() {
        return notices.poll();
    }

    /**
     * Something that happened to the file; for a line on the console. It cannot be logged by whoever finds it, which is
     * the one that writes lines.
     *
     * @param event {@code log_file_failing}, {@code log_file_recovered}, {@code log_file_not_rolled} or
     *     {@code log_file_not_packed}
     * @param key what more there is to say, with its value
     */
    record Notice(String event, String file, String key, Object value) {}

    private final class Troubles implements LogFileStream.Listener {

        @Override
        public void lost(int lines) {
            LogCounts.shared().dropped(LogCounts.Drop.FILE, lines);
        }

        @Override
        public void failing(Path file, Throwable why) {
            notices.add(new Notice(FAILING, file.toString(), "error", why.toString()));
        }

        @Override
        public void recovered(Path file, long lines) {
            notices.add(new Notice(RECOVERED, file.toString(), "lines_lost", lines));
        }
    }
}
