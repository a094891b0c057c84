package dev.vigie.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A place lines come from, how many of them passed in the present window and how many did not. */
final class CallSite {

    /** A template is a constant; what is longer was put together, and must not be kept whole. */
    private static final int LONGEST_TEMPLATE = 1_000;

    /** So many frames of an exception and of its root cause tell one place from another. */
    private static final int FRAMES = 8;

    private static final int CAUSES = 50;

    private static final int PASSED_BITS = 32;
    private static final long PASSED = (1L << PASSED_BITS) - 1;

    private final int hash;
    private final String logger;
    private final String template;
    private final int length;
    private final String category;

    /** The number of the window in the upper half, the lines that passed in it in the lower. */
    private final AtomicLong passed = new AtomicLong();

    /** Held back in the present window, and in those that are over. */
    private final AtomicLong held = new AtomicLong();

    private final AtomicLong due = new AtomicLong();
    private volatile Level level = Level.INFO;

    CallSite(int hash, String logger, String template, String category) {
        this.hash = hash;
        this.logger = logger;
        this.template = template.length() <= LONGEST_TEMPLATE ? template : template.substring(0, LONGEST_TEMPLATE);
        this.length = template.length();
        this.category = category;
    }

    static int hashOf(String logger, String template, @Nullable IThrowableProxy thrown) {
        int hash = 31 * logger.hashCode() + template.hashCode();
        hash = 31 * hash + (thrown == null ? 0 : 31 * failureOf(thrown) + failureOf(rootOf(thrown)));
        return hash ^ (hash >>> 16);
    }

    /** The first frame is often one of the JDK or of a driver, and the same for all who call it. */
    private static int failureOf(IThrowableProxy thrown) {
        int hash = Objects.hashCode(thrown.getClassName());
        StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
        int most = frames == null ? 0 : Math.min(frames.length, FRAMES);
        for (int i = 0; i < most; i++) {
            hash = 31 * hash + frames[i].getStackTraceElement().hashCode();
        }
        return hash;
    }

    private static IThrowableProxy rootOf(IThrowableProxy thrown) {
        IThrowableProxy root = thrown;
        IThrowableProxy cause = thrown.getCause();
        for (int i = 0; i < CAUSES && cause != null; i++) {
            root = cause;
            cause = root.getCause();
        }
        return root;
    }

    boolean isOf(int linesHash, String linesLogger, String said) {
        return hash == linesHash && length == said.length() && logger.equals(linesLogger) && said.startsWith(template);
    }

    /** Whether it may be forgotten. */
    boolean isIdle(long window) {
        return windowOf(passed.get()) != (window & PASSED) && held.get() == 0 && due.get() == 0;
    }

    /** Whether the next line is one of the first so many of its window. */
    boolean allows(long window, int most) {
        long present = window & PASSED;
        long before = passed.get();
        while (windowOf(before) != present || (before & PASSED) < most) {
            long after = windowOf(before) == present ? before + 1 : (present << PASSED_BITS) | 1;
            if (passed.compareAndSet(before, after)) {
                if (windowOf(before) != present) {
                    due.addAndGet(held.getAndSet(0));
                }
                return true;
            }
            before = passed.get();
        }
        return false;
    }

    /** One that was not allowed is held back. */
    void hold(Level linesLevel) {
        level = linesLevel;
        held.incrementAndGet();
    }

    @Nullable
    Suppressed suppressed(long window, boolean all) {
        if (all || windowOf(passed.get()) != (window & PASSED)) {
            due.addAndGet(held.getAndSet(0));
        }
        long lines = due.getAndSet(0);
        return lines == 0 ? null : new Suppressed(logger, template, category, level, lines);
    }

    private static long windowOf(long state) {
        return state >>> PASSED_BITS;
    }

    /**
     * Lines of one place that were not written.
     *
     * @param template the message before its arguments were put in, at most 1,000 characters
     * @param lines how many
     */
    record Suppressed(String logger, String template, String category, Level level, long lines) {}
}
