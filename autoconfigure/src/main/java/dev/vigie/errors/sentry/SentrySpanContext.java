package dev.vigie.errors.sentry;

import io.prometheus.metrics.tracer.common.SpanContext;
import io.sentry.ISpan;
import io.sentry.Sentry;
import org.jspecify.annotations.Nullable;

/**
 * Tells the scrape which trace a measured request belongs to, so that a bucket leads to an example. Only of traces that
 * are recorded: of others there is nothing to look at, and they are not made for this either.
 */
final class SentrySpanContext implements SpanContext {

    @Override
    public @Nullable String getCurrentTraceId() {
        ISpan span = span();
        return span == null ? null : span.getSpanContext().getTraceId().toString();
    }

    @Override
    public @Nullable String getCurrentSpanId() {
        ISpan span = span();
        return span == null ? null : span.getSpanContext().getSpanId().toString();
    }

    @Override
    public boolean isCurrentSpanSampled() {
        return span() != null;
    }

    @Override
    public void markCurrentSpanAsExemplar() {
        // Sentry keeps a recorded trace whatever is done with it.
    }

    private static @Nullable ISpan span() {
        SentryRequestScope request = SentryRequestScope.current();
        ISpan span;
        if (request == null) {
            // A request is timed around all filters, when it has left ours.
            SentryRequestScope left = SentryRequestScopes.lastOfArrival();
            span = left == null ? Sentry.getCurrentScopes(false).getSpan() : left.transaction();
        } else {
            span = request.isUntouched() ? null : Sentry.getCurrentScopes(false).getSpan();
        }
        return span == null || span.isNoOp() || !Boolean.TRUE.equals(span.isSampled()) ? null : span;
    }
}
