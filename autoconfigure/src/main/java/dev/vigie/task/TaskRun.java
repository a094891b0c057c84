package dev.vigie.task;

import dev.vigie.errors.Activation;
import dev.vigie.errors.TaskScopes.TaskScope;
import dev.vigie.logging.LogFieldValues;
import dev.vigie.logging.LogFields;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One run of a task: its log lines and events belong to it, and what it fails with is reported. */
final class TaskRun {

    private static final Logger log = LoggerFactory.getLogger(TaskRun.class);

    /** Only those of a request; the application's own are its own. */
    private static final List<String> INHERITED =
            List.of(LogFields.REQUEST_ID, LogFields.TRACE_ID, LogFields.ROUTE, LogFields.USER_ID);

    private final TaskScope scope;
    private final LogFieldValues fields;

    TaskRun(TaskScope scope, LogFieldValues fields) {
        this.scope = scope;
        this.fields = fields;
    }

    /** What a task inherits from the thread that submits it. */
    static LogFieldValues inheritedFields() {
        return LogFieldValues.now(INHERITED);
    }

    /** Lets the current thread work for this run until it is closed. */
    Activation enter() {
        Activation ofScope = Activation.guarded(scope::activate);
        Activation ofFields = Activation.guarded(this::putLogFields);
        return () -> {
            ofFields.close();
            ofScope.close();
        };
    }

    private Activation putLogFields() {
        LogFieldValues before = LogFieldValues.now(INHERITED);
        fields.add();
        String traceId = scope.traceId();
        if (traceId != null && MDC.get(LogFields.TRACE_ID) == null) {
            MDC.put(LogFields.TRACE_ID, traceId);
        }
        return before::restore;
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
