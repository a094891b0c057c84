package dev.vigie.errors.sentry;

import dev.vigie.errors.ErrorCounts;
import dev.vigie.errors.ErrorOutcome;
import io.sentry.EventProcessor;
import io.sentry.Hint;
import io.sentry.SentryEvent;
import io.sentry.exception.ExceptionMechanismException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says where the events come from that belong to no request and no run of a task: the start of the application and
 * threads that ended with an exception.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class EventLocations implements EventProcessor {

    static final String MAIN = "main";

    private static final String LOCATION = "location";

    /** Tells in words what {@code ApplicationFailedEvent} told before. */
    private static final String FAILURE_ANALYSIS =
            "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter";

    private final ErrorCounts counts;

    /** The thread that starts the application, while it does. */
    private volatile @Nullable Thread starting;

    EventLocations(ErrorCounts counts, Thread starting) {
        this.counts = counts;
        this.starting = starting;
    }

    void started() {
        starting = null;
    }

    @Override
    public @Nullable SentryEvent process(SentryEvent event, Hint hint) {
        if (FAILURE_ANALYSIS.equals(event.getLogger())) {
            counts.count(ErrorOutcome.DUPLICATE, 1);
            OwnDrops.announce();
            return null;
        }
        if (event.getExtra(LOCATION) != null || event.getRequest() != null) {
            return event;
        }
        Thread ended = endedThread(event);
        Thread here = Thread.currentThread();
        if (ended == null && here.equals(starting)) {
            tell(event, MAIN);
            if (event.getTransaction() == null) {
                event.setTransaction(MAIN);
            }
        } else {
            // No tag: names of threads have no end.
            event.setExtra(LOCATION, "thread: " + (ended == null ? here : ended).getName());
        }
        return event;
    }

    static void tell(SentryEvent event, String location) {
        event.setExtra(LOCATION, location);
        event.setTag(LOCATION, location);
    }

    private static @Nullable Thread endedThread(SentryEvent event) {
        return event.getThrowableMechanism() instanceof ExceptionMechanismException thrown
                        && "UncaughtExceptionHandler"
                                .equals(thrown.getExceptionMechanism().getType())
                ? thrown.getThread()
                : null;
    }
}
