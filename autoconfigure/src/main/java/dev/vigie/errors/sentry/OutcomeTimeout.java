package dev.vigie.errors.sentry;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;

/** Ends the waiting of error lines whose request takes long: one thread for all of them, begun with the first. */
final class OutcomeTimeout implements DisposableBean {

    private final long nanos;
    private final ScheduledThreadPoolExecutor thread;

    OutcomeTimeout(Duration timeout) {
        this.nanos = Math.max(0, timeout.toNanos());
        this.thread = new ScheduledThreadPoolExecutor(1, OutcomeTimeout::thread);
        // Nearly all requests end long before.
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "vigie-outcome-timeout");
        thread.setDaemon(true);
        return thread;
    }

    /** Weakly: in a storm of failing requests a timer must not keep all of them until it goes off. */
    Future<?> start(SentryRequestScope request) {
        WeakReference<SentryRequestScope> waiting = new WeakReference<>(request);
        return thread.schedule(
                () -> {
                    SentryRequestScope late = waiting.get();
                    if (late != null) {
                        late.stopWaiting();
                    }
                },
                nanos,
                TimeUnit.NANOSECONDS);
    }

    /** What waits now is settled with its request. */
    @Override
    public void destroy() {
        thread.shutdownNow();
    }
}
