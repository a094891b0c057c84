package dev.vigie.operation;

import dev.vigie.errors.TaskScopes.Location;
import io.micrometer.observation.Observation.Context;
import java.util.Objects;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;

/**
 * What Sentry calls what Micrometer observes.
 *
 * @see <a href="https://develop.sentry.dev/sdk/telemetry/traces/span-operations/">Sentry: span operations</a>
 */
final class SpanNames {

    static final String SCHEDULED = "task.scheduled";

    private static final String OBSERVED = "io.micrometer.observation.aop.";

    private SpanNames() {}

    static String operation(Context context) {
        if (HttpClientCall.isOne(context)) {
            return "http.client";
        }
        if (context instanceof ScheduledTaskObservationContext) {
            return SCHEDULED;
        }
        if (context.getClass().getName().startsWith(OBSERVED)) {
            return "function";
        }
        return Objects.requireNonNullElse(context.getName(), "function");
    }

    /** Known better at the end than at the start. */
    static String description(Context context) {
        if (HttpClientCall.isOne(context)) {
            return HttpClientCall.description(context);
        }
        if (context instanceof ScheduledTaskObservationContext task) {
            return scheduled(task);
        }
        String contextual = context.getContextualName();
        return contextual != null ? contextual : Objects.requireNonNullElse(context.getName(), "observation");
    }

    /** As events of the run are named. */
    static String scheduled(ScheduledTaskObservationContext task) {
        return Location.of(SCHEDULED, task.getTargetClass(), task.getMethod()).task();
    }
}
