package dev.vigie.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RolloverFailure;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.rolling.TimeBasedFileNamingAndTriggeringPolicy;
import ch.qos.logback.core.rolling.helper.CompressionMode;
import ch.qos.logback.core.rolling.helper.DateTokenConverter;
import ch.qos.logback.core.rolling.helper.FileNamePattern;
import ch.qos.logback.core.rolling.helper.RollingCalendar;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * When a log file rolls, and what becomes of rolled ones. logback would delete a rolled file also when it could not
 * pack it; here it is set aside, and packed in the background as soon as there is room. Archives that are no
 * {@code .gz} are made by logback.
 */
final class LogFilePolicy extends SizeAndTimeBasedRollingPolicy<ILoggingEvent> {

    private static final long AGAIN = TimeUnit.SECONDS.toNanos(30);
    private static final long LOGBACK_PACKS_WITHIN = TimeUnit.MINUTES.toNanos(2);
    private static final long WAIT_AT_THE_END_MILLIS = 500;

    private final RolledFiles rolled;
    private volatile boolean removing;
    private volatile boolean due = true;
    private volatile long notBefore = System.nanoTime();
    private volatile long rolledAt = System.nanoTime();
    private @Nullable Future<?> tidying;
    private @Nullable Exception trouble;
    private volatile @Nullable Exception packingTrouble;

    LogFilePolicy(LogFileRolling rolling, FileAccess access) {
        setContext(rolling.context());
        setFileNamePattern(rolling.archives());
        setMaxFileSize(new FileSize(rolling.maxFile().toBytes()));
        setMaxHistory(rolling.kept().days());
        setCleanHistoryOnStart(rolling.kept().cleanOnStart());
        this.removing = rolling.kept().cleanOnStart();
        this.rolled = new RolledFiles(rolling.archives(), rolling.context(), access, rolling.kept());
    }

    private boolean packs() {
        return getCompressionMode() == CompressionMode.GZ;
    }

    @Override
    public void rollover() throws RolloverFailure {
        Path file = Path.of(getParentsRawFileProperty());
        if (LogPlace.isSpecial(file)) {
            return;
        }
        if (packs()) {
            setAside(file);
        } else {
            super.rollover();
        }
        rolledAt = System.nanoTime();
        notBefore = rolledAt;
        removing = true;
        due = true;
    }

    private void setAside(Path file) {
        String archive =
                getTimeBasedFileNamingAndTriggeringPolicy().getElapsedPeriodsFileName() + CompressionMode.GZ_SUFFIX;
        try {
            if (Files.exists(file)) {
                rolled.setAside(file, Path.of(archive));
            }
            trouble = null;
        } catch (IOException | RuntimeException notNow) {
            // It grows on until the next time. logback would print a word of its own if this were thrown.
            trouble = notNow;
        }
    }

    /** Why the file could not be set aside the last time, or null. */
    @Nullable
    Exception trouble() {
        return trouble;
    }

    /** Why a rolled file could not be packed the last time, or null. */
    @Nullable
    Exception packingTrouble() {
        return packingTrouble;
    }

    /** To be called now and then by the thread that writes. */
    void tend() {
        Future<?> before = tidying;
        if (due && System.nanoTime() - notBefore >= 0 && (before == null || before.isDone())) {
            due = false;
            try {
                tidying = context.getExecutorService().submit(this::tidy);
            } catch (RejectedExecutionException ending) {
                due = true;
            }
        }
    }

    private void tidy() {
        try {
            if (packs()) {
                rolled.pack();
            } else {
                rolled.protect();
                due |= System.nanoTime() - rolledAt < LOGBACK_PACKS_WITHIN;
            }
            packingTrouble = null;
        } catch (IOException | RuntimeException notNow) {
            packingTrouble = notNow;
            notBefore = System.nanoTime() + AGAIN;
            due = true;
        }
        if (removing) {
            remove();
        }
    }

    private void remove() {
        try {
            if (packs() && getMaxHistory() > 0) {
                TimeBasedFileNamingAndTriggeringPolicy<ILoggingEvent> times =
                        getTimeBasedFileNamingAndTriggeringPolicy();
                Instant now = Instant.ofEpochMilli(times.getCurrentTime());
                times.getArchiveRemover().clean(now);
                // logback looks no further than a month beyond them.
                rolled.removeBefore(oldestKept(now));
            }
            rolled.removeOldest();
        } catch (IOException | RuntimeException nextTime) {
            addInfo("Old rolled files could not be removed", nextTime);
        }
    }

    private Instant oldestKept(Instant now) {
        DateTokenConverter<Object> date =
                new FileNamePattern(getFileNamePattern(), context).getPrimaryDateTokenConverter();
        return new RollingCalendar(date.getDatePattern()).getEndOfNextNthPeriod(now, -getMaxHistory());
    }

    @Override
    public void stop() {
        if (!isStarted()) {
            return;
        }
        tend();
        Future<?> last = tidying;
        if (last != null) {
            await(last);
        }
        super.stop();
    }

    /** What is not packed by then is packed after the next start. */
    private static void await(Future<?> last) {
        try {
            last.get(WAIT_AT_THE_END_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException later) {
            last.cancel(true);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
