package dev.vigie.operation;

import dev.vigie.errors.ErrorTracker;
import dev.vigie.errors.Spans;
import dev.vigie.errors.Spans.Span;
import dev.vigie.errors.TaskScopes.TaskScope;
import dev.vigie.privacy.Masking;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation.Context;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationView;
import io.micrometer.observation.transport.ReceiverContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;

/**
 * Makes a span of each observation that happens while a trace is recorded, and a trace of each run of a scheduled task.
 * What comes in from outside (a request, a message) is left alone: the request filter's transaction is there already.
 */
final class ObservationSpans implements ObservationHandler<Context> {

    private static final Logger log = LoggerFactory.getLogger(ObservationSpans.class);

    /** These make their spans elsewhere: Redis commands and SQL statements are watched at their source. */
    private static final List<String> WATCHED_ELSEWHERE = List.of("io.lettuce.", "net.ttddyy.");

    /** What it says as a tag may hold a query. */
    private static final String URI = "uri";

    private final Spans spans;
    private final ErrorTracker tracker;
    private final Masking masking;
    private final List<String> ignored;

    ObservationSpans(Spans spans, ErrorTracker tracker, Masking masking, List<String> ignored) {
        this.spans = spans;
        this.tracker = tracker;
        this.masking = masking;
        this.ignored = ignored.stream().filter(name -> !name.isBlank()).toList();
    }

    @Override
    public boolean supportsContext(Context context) {
        return !(context instanceof ReceiverContext);
    }

    @Override
    public void onStart(Context context) {
        try {
            Span span = isIgnored(context) ? null : open(context);
            if (span != null) {
                context.put(ObservedSpan.class, new ObservedSpan(span));
            }
            if (HttpClientCall.isOne(context)) {
                HttpClientCall.handOn(context, spans, span);
            }
        } catch (RuntimeException | LinkageError trouble) {
            log.debug("An observation has no span", trouble);
        }
    }

    private @Nullable Span open(Context context) {
        Span parent = spans.current();
        if (parent == null) {
            parent = ofParent(context.getParentObservation());
        }
        if (parent != null) {
            return parent.child(SpanNames.operation(context), SpanNames.description(context));
        }
        return context instanceof ScheduledTaskObservationContext task
                ? spans.begin(SpanNames.SCHEDULED, SpanNames.scheduled(task), context.get(TaskScope.class))
                : null;
    }

    /** On a thread of its own, such as an event loop's, an observation knows only what it belongs to. */
    private static @Nullable Span ofParent(@Nullable ObservationView parent) {
        for (ObservationView view = parent;
                view != null;
                view = view.getContextView().getParentObservation()) {
            ObservedSpan observed = view.getContextView().get(ObservedSpan.class);
            if (observed != null) {
                return observed.span();
            }
        }
        return null;
    }

    private boolean isIgnored(Context context) {
        String type = context.getClass().getName();
        for (String elsewhere : WATCHED_ELSEWHERE) {
            if (type.startsWith(elsewhere)) {
                return true;
            }
        }
        String name = context.getName();
        return name != null && ignored.stream().anyMatch(name::startsWith);
    }

    @Override
    public void onScopeOpened(Context context) {
        ObservedSpan observed = context.get(ObservedSpan.class);
        if (observed != null) {
            observed.open();
        }
    }

    @Override
    public void onScopeClosed(Context context) {
        ObservedSpan observed = context.get(ObservedSpan.class);
        if (observed != null) {
            observed.close();
        }
    }

    @Override
    public void onScopeReset(Context context) {
        ObservedSpan observed = context.get(ObservedSpan.class);
        if (observed != null) {
            observed.closeAll();
        }
    }

    @Override
    public void onStop(Context context) {
        ObservedSpan observed = context.get(ObservedSpan.class);
        boolean call = HttpClientCall.isOne(context);
        if (observed == null && !call) {
            return;
        }
        try {
            if (observed != null) {
                end(context, observed.span());
            }
            if (call) {
                HttpClientCall.remember(context, tracker);
            }
        } catch (RuntimeException | LinkageError trouble) {
            log.debug("The span of an observation could not be ended", trouble);
        }
    }

    private void end(Context context, Span span) {
        span.describe(SpanNames.description(context));
        for (KeyValue fact : context.getLowCardinalityKeyValues()) {
            if (!fact.getKey().equals(URI) && !fact.getValue().equals(KeyValue.NONE_VALUE)) {
                span.data(fact.getKey(), OperationFacts.printable(masking, fact.getKey(), fact.getValue()));
            }
        }
        HttpClientCall.status(context, span);
        Throwable error = context.getError();
        if (error != null) {
            span.data("exception.type", error.getClass().getName());
            span.failed();
        }
        span.finish();
    }
}
