package dev.vigie.health;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.util.ClassUtils;

/** The threads that checks run on: one for each that runs at the moment, none for those that do not. */
final class CheckThreads {

    /** Never reached by checks, of which each has one run; only by names that come and go and hang. */
    static final int MAX = 256;

    static final String PREFIX = "vigie-health";

    private static final long IDLE_SECONDS = 2;
    private static final long STOP_MILLIS = 500;

    private volatile ThreadPoolExecutor pool = create();

    /** Whether the run has been started; not where nobody may start anything any more. */
    boolean start(Runnable run) {
        try {
            pool.execute(run);
            return true;
        } catch (RejectedExecutionException stoppedOrFull) {
            return false;
        } catch (OutOfMemoryError noThread) {
            // Where the machine has no thread left, what is known is told all the same.
            return false;
        }
    }

    void open() {
        if (pool.isShutdown()) {
            pool = create();
        }
    }

    /** Lets runs end that are about to; what hangs is interrupted, since what it could break is closed anyway. */
    void close() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    static ThreadFactory daemons(String name) {
        ClassLoader loader = ClassUtils.getDefaultClassLoader();
        return task -> {
            // Without what the first reader happens to have in its inheritable variables.
            Thread thread = new Thread(null, task, name, 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        };
    }

    private static ThreadPoolExecutor create() {
        return new ThreadPoolExecutor(
                0, MAX, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons(PREFIX + "-check"));
    }
}
