package dev.vigie.errors.sentry;

import dev.vigie.errors.Spans;
import dev.vigie.errors.TaskScopes.TaskScope;
import io.sentry.BaggageHeader;
import io.sentry.IScopes;
import io.sentry.ISpan;
import io.sentry.ITransaction;
import io.sentry.Sentry;
import io.sentry.TransactionContext;
import io.sentry.TransactionOptions;
import io.sentry.W3CTraceparentHeader;
import io.sentry.protocol.TransactionNameSource;
import io.sentry.util.TracingUtils;
import io.sentry.util.TracingUtils.TracingHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Spans in Sentry's transactions. */
final class SentrySpans implements Spans {

    @Override
    public @Nullable Span current() {
        SentryRequestScope request = SentryRequestScope.current();
        if (request != null && request.isUntouched()) {
            // A request whose transaction is recorded has its scopes from the beginning.
            return null;
        }
        ISpan span = scopes().getSpan();
        return isRecorded(span) ? new SentrySpan(span) : null;
    }

    /** The lines and events of a run that is watched are of its trace, so its transaction is, too. */
    @Override
    public @Nullable Span begin(String operation, String name, @Nullable TaskScope run) {
        IScopes scopes = run instanceof SentryTaskScope ours ? ours.scopes() : Sentry.getCurrentScopes();
        if (!scopes.isEnabled() || !scopes.getOptions().isTracingEnabled()) {
            return null;
        }
        TransactionContext context = run instanceof SentryTaskScope ours
                ? ours.transactionContext()
                : new TransactionContext(name, TransactionNameSource.TASK, operation);
        context.setName(name);
        context.setTransactionNameSource(TransactionNameSource.TASK);
        context.setOperation(operation);
        TransactionOptions options = new TransactionOptions();
        options.setOrigin("auto.task.vigie");
        ITransaction transaction = scopes.startTransaction(context, options);
        if (isRecorded(transaction)) {
            return new SentrySpan(transaction);
        }
        transaction.finish();
        return null;
    }

    @Override
    public Map<String, String> headers(@Nullable Span span, String url, List<String> baggage) {
        IScopes scopes = scopes();
        if (!scopes.isEnabled()) {
            return Map.of();
        }
        ISpan parent = span instanceof SentrySpan ours ? ours.span() : scopes.getSpan();
        TracingHeaders trace = TracingUtils.traceIfAllowed(scopes, url, baggage, parent);
        if (trace == null) {
            return Map.of();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(
                trace.getSentryTraceHeader().getName(),
                trace.getSentryTraceHeader().getValue());
        BaggageHeader merged = trace.getBaggageHeader();
        if (merged != null) {
            headers.put(merged.getName(), merged.getValue());
        }
        W3CTraceparentHeader traceparent = trace.getW3cTraceparentHeader();
        if (traceparent != null) {
            headers.put(traceparent.getName(), traceparent.getValue());
        }
        return headers;
    }

    /** Without making scopes for a thread that has none. */
    private static IScopes scopes() {
        return Sentry.getCurrentScopes(false);
    }

    private static boolean isRecorded(@Nullable ISpan span) {
        return span != null && !span.isNoOp() && Boolean.TRUE.equals(span.isSampled()) && !span.isFinished();
    }
}
