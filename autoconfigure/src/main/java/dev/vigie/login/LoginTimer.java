package dev.vigie.login;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread, there only while a storm lasts. */
final class LoginTimer implements FailureStorm.Timer, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LoginTimer.class);

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "vigie-login");
        thread.setDaemon(true);
        return thread;
    });

    LoginTimer() {
        executor.setKeepAliveTime(10, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the task guards itself
    public void after(Duration delay, Runnable task) {
        try {
            executor.schedule(() -> guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            log.debug("A storm of failed logins came while the application stops");
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | StackOverflowError | LinkageError trouble) {
            log.warn(
                    "A storm of failed logins could not be told: {}",
                    trouble.getClass().getName());
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
