package dev.vigie.errors.sentry;

import dev.vigie.errors.TaskScopes;
import io.sentry.IScope;
import io.sentry.IScopes;
import io.sentry.ISpan;
import io.sentry.Scopes;
import io.sentry.Sentry;
import org.jspecify.annotations.Nullable;

/** Gives each run of a task Sentry scopes of its own. */
final class SentryTaskScopes implements TaskScopes {

    private final SentryCapture capture;

    SentryTaskScopes(SentryCapture capture) {
        this.capture = capture;
    }

    @Override
    public TaskScope open(Location location) {
        if (!Sentry.isEnabled()) {
            return NONE.open(location);
        }
        IScopes scopes = Sentry.forkedRootScopes("vigie.task");
        // What the starting thread logged stands on the root.
        scopes.clearBreadcrumbs();
        return begin(scopes, location, false, true);
    }

    @Override
    public Submission submission() {
        if (!Sentry.isEnabled()) {
            return NONE.submission();
        }
        IScopes current = Sentry.getCurrentScopes();
        IScope scope = current.getScope().clone();
        IScope isolationScope = current.getIsolationScope().clone();
        boolean ofRequest = isOfRequest(scope) || isOfRequest(isolationScope);
        boolean ofTask = dropTaskEvents(scope);
        ofTask |= dropTaskEvents(isolationScope);
        boolean newTrace = !ofRequest && !ofTask;
        // Not forked: a fork keeps its parent, and a task that submits itself again would keep all before it.
        IScopes scopes = new Scopes(scope, isolationScope, current.getGlobalScope(), "vigie.task");
        return location -> begin(scopes, location, ofRequest, newTrace);
    }

    private TaskScope begin(IScopes scopes, Location location, boolean ofRequest, boolean newTrace) {
        if (newTrace) {
            scopes.continueTrace(null, null);
        }
        TaskEvents events = new TaskEvents(location, ofRequest);
        scopes.configureScope(scope -> scope.addEventProcessor(events));
        return new SentryTaskScope(scopes, traceId(scopes), capture);
    }

    private static @Nullable String traceId(IScopes scopes) {
        ISpan span = scopes.getSpan();
        return span != null ? span.getSpanContext().getTraceId().toString() : SentryRequestScopes.traceId(scopes);
    }

    /** Ours, or with {@code vigie.web.enabled=false} that of Sentry's own filter. */
    private static boolean isOfRequest(IScope scope) {
        return scope.getRequest() != null
                || scope.getEventProcessors().stream().anyMatch(RequestEvents.class::isInstance);
    }

    private static boolean dropTaskEvents(IScope scope) {
        return scope.getEventProcessorsWithOrder()
                .removeIf(processor -> processor.getEventProcessor() instanceof TaskEvents);
    }
}
