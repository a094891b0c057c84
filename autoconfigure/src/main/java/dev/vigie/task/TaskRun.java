package dev.vigie.task;

import dev.vigie.errors.RequestScopes.Activation;
import dev.vigie.errors.TaskScopes.TaskScope;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a task: its log lines and events belong to it, and what it fails with is reported. */
final class TaskRun {

    private static final Logger log = LoggerFactory.getLogger(TaskRun.class);

    private final TaskScope scope;
    private final TaskLogFields fields;

    TaskRun(TaskScope scope, TaskLogFields fields) {
        this.scope = scope;
        this.fields = fields;
    }

    /** Lets the current thread work for this run until it is closed. */
    Activation enter() {
        Activation activation = scope.activate();
        Runnable fieldsBefore = fields.put(scope.traceId());
        return () -> {
            fieldsBefore.run();
            activation.close();
        };
    }

    void failed(Throwable error) {
        try {
            Throwable cause = unwrapped(error);
            if (!(cause instanceof CancellationException)) {
                scope.report(cause);
            }
        } catch (RuntimeException | StackOverflowError | LinkageError ourTrouble) {
            log.warn(
                    "The error of a task could not be reported: {}",
                    ourTrouble.getClass().getName());
        }
    }

    /** The result may be a failure that nobody threw: one of now, or one of later. */
    void returned(@Nullable Object result) {
        if (result instanceof CompletionStage<?> stage) {
            try {
                var unused = stage.whenComplete((value, error) -> {
                    if (error != null) {
                        failed(error);
                    }
                });
            } catch (RuntimeException notOurs) {
                log.debug("The result of a task cannot be watched", notOurs);
            }
        } else if (result instanceof Future<?> future && future.isDone() && !future.isCancelled()) {
            lookInto(future);
        }
    }

    private void lookInto(Future<?> done) {
        try {
            done.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failure) {
            failed(failure);
        } catch (RuntimeException notOurs) {
            log.debug("The result of a task cannot be read", notOurs);
        }
    }

    /** What futures and reflection wrap around it says nothing. */
    private static Throwable unwrapped(Throwable error) {
        boolean isWrapper = error instanceof ExecutionException
                || error instanceof CompletionException
                || error instanceof UndeclaredThrowableException;
        Throwable cause = isWrapper ? error.getCause() : null;
        return cause == null ? error : cause;
    }
}
