package dev.vigie.task;

import dev.vigie.errors.Activation;
import dev.vigie.errors.TaskScopes;
import dev.vigie.errors.TaskScopes.Location;
import dev.vigie.errors.TaskScopes.TaskScope;
import dev.vigie.logging.LogFieldValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;

/** Watches the runs of {@code @Scheduled} methods, which Spring observes itself. */
final class ScheduledRuns implements ObservationHandler<ScheduledTaskObservationContext> {

    private static final Logger log = LoggerFactory.getLogger(ScheduledRuns.class);

    private final Supplier<TaskScopes> scopes;

    ScheduledRuns(Supplier<TaskScopes> scopes) {
        this.scopes = scopes;
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof ScheduledTaskObservationContext;
    }

    @Override
    public void onStart(ScheduledTaskObservationContext context) {
        if (context.get(Watched.class) != null) {
            // It stands in the registry twice, or two contexts of one application share a registry.
            return;
        }
        try {
            TaskScope scope = scopes.get().open(locationOf(context));
            context.put(Watched.class, new Watched(this, new TaskRun(scope, LogFieldValues.none())));
            // For whoever makes the transaction: it is of the same trace.
            context.put(TaskScope.class, scope);
        } catch (RuntimeException | LinkageError ourTrouble) {
            log.warn(
                    "A scheduled run could not be watched: {}",
                    ourTrouble.getClass().getName());
        }
    }

    @Override
    public void onScopeOpened(ScheduledTaskObservationContext context) {
        Watched watched = mine(context);
        if (watched != null) {
            watched.enter();
        }
    }

    @Override
    public void onScopeClosed(ScheduledTaskObservationContext context) {
        Watched watched = mine(context);
        if (watched != null) {
            watched.leave();
        }
    }

    @Override
    public void onError(ScheduledTaskObservationContext context) {
        Watched watched = mine(context);
        Throwable error = context.getError();
        if (watched != null && error != null && watched.fails()) {
            watched.run.failed(error);
        }
    }

    private @Nullable Watched mine(ScheduledTaskObservationContext context) {
        Watched watched = context.get(Watched.class);
        return watched != null && watched.by.equals(this) ? watched : null;
    }

    private static Location locationOf(ScheduledTaskObservationContext context) {
        return Location.of("scheduled", context.getTargetClass(), context.getMethod());
    }

    /** A run, and the thread that works for it. A reactive one has none, and its end is on another thread. */
    private static final class Watched {

        private final ScheduledRuns by;
        private final TaskRun run;
        private @Nullable Thread worker;
        private @Nullable Activation activation;
        private int entered;
        private boolean failed;

        Watched(ScheduledRuns by, TaskRun run) {
            this.by = by;
            this.run = run;
        }

        /** Whether this is the first time it is said to fail. */
        synchronized boolean fails() {
            boolean first = !failed;
            failed = true;
            return first;
        }

        /** As often as it stands in the registry; the outermost counts, so that others' scopes are inside. */
        synchronized void enter() {
            if (activation == null) {
                activation = run.enter();
                worker = Thread.currentThread();
                entered = 0;
            }
            entered++;
        }

        synchronized void leave() {
            Activation outermost = activation;
            if (outermost != null && Thread.currentThread().equals(worker) && --entered == 0) {
                activation = null;
                worker = null;
                outermost.close();
            }
        }
    }
}
