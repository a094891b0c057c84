package dev.vigie.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A log file that rolls, is private, and starts also while it cannot be written. Lines are written in blocks: whoever
 * appends has to flush.
 */
final class LogFile extends RollingFileAppender<ILoggingEvent> {

    /** logback packs a rolled file in the background. */
    private static final long PACKED_WITHIN = TimeUnit.MINUTES.toNanos(2);

    private final FileAccess access;
    private final Troubles troubles = new Troubles();
    private final LogFileStream.Failure failure = new LogFileStream.Failure();
    private final Queue<Notice> notices = new ArrayDeque<>();
    private long watchArchivesUntil;

    LogFile(LogFileRolling rolling, FileAccess access) {
        this.access = access;
        this.watchArchivesUntil = System.nanoTime() + PACKED_WITHIN;
        setName(rolling.name());
        setFile(rolling.file());
        setImmediateFlush(false);
        setContext(rolling.context());
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy = new SizeAndTimeBasedRollingPolicy<>();
        policy.setContext(rolling.context());
        policy.setParent(this);
        policy.setFileNamePattern(rolling.archives());
        policy.setMaxFileSize(new FileSize(rolling.sizes().maxFile().toBytes()));
        policy.setTotalSizeCap(new FileSize(rolling.sizes().allArchives().toBytes()));
        policy.setMaxHistory(rolling.days());
        policy.setCleanHistoryOnStart(rolling.sizes().cleanOnStart());
        policy.start();
        setRollingPolicy(policy);
    }

    @Override
    public void openFile(String file) {
        setOutputStream(new LogFileStream(Path.of(file), access, troubles, failure, System::nanoTime));
    }

    /** Not while it cannot be written: what would be packed is gone when that fails, too. */
    @Override
    public void rollover() {
        if (failure.isFailing()) {
            return;
        }
        super.rollover();
        watchArchivesUntil = System.nanoTime() + PACKED_WITHIN;
    }

    /** To be called now and then. */
    void tend() {
        if (System.nanoTime() - watchArchivesUntil < 0) {
            try {
                access.closeArchivesOf(Path.of(getFile()));
            } catch (IOException | RuntimeException notNow) {
                // One that has just been packed or removed; the next time comes soon.
            }
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
     * @param event {@code log_file_failing} or {@code log_file_recovered}
     * @param key what more there is to say, with its value
     */
    record Notice(String event, String file, String key, Object value) {}

    private final class Troubles implements LogFileStream.Listener {

        @Override
        public void lost(int lines) {
            LogCounts.shared().dropped(LogCounts.Drop.FILE, lines);
        }

        @Override
        public void failing(Path file, Exception why) {
            notices.add(new Notice("log_file_failing", file.toString(), "error", why.toString()));
        }

        @Override
        public void recovered(Path file, long lines) {
            notices.add(new Notice("log_file_recovered", file.toString(), "lines_lost", lines));
        }
    }
}
