package dev.vigie.errors.sentry;

import dev.vigie.errors.RequestScopes.Incoming;
import io.sentry.Baggage;
import io.sentry.DataCategory;
import io.sentry.DefaultSpanFactory;
import io.sentry.IScopes;
import io.sentry.Instrumenter;
import io.sentry.PropagationContext;
import io.sentry.SentryOptions;
import io.sentry.SpanId;
import io.sentry.TracesSamplingDecision;
import io.sentry.TransactionContext;
import io.sentry.clientreport.DiscardReason;
import io.sentry.clientreport.IClientReportRecorder;
import io.sentry.protocol.SentryId;
import io.sentry.util.SampleRateUtils;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The trace of one request, and whether its transaction is recorded. One that is not is never begun: it would be 4 KB
 * that nobody looks at.
 */
final class RequestTrace {

    private final SentryOptions options;
    private final SentryId id;
    private final Double sampleRand;

    /** What the caller handed on; where the trace begins here, null until somebody wants it. */
    private @Nullable PropagationContext context;

    private final @Nullable TracesSamplingDecision refusal;

    RequestTrace(SentryOptions options, Incoming incoming) {
        this.options = options;
        String header = incoming.sentryTrace();
        if (header == null) {
            id = new SentryId();
            sampleRand = SampleRateUtils.backfilledSampleRand(null, null, null);
        } else {
            List<String> baggage = incoming.baggage();
            PropagationContext callers =
                    PropagationContext.fromHeaders(options.getLogger(), header, baggage, options);
            id = callers.getTraceId();
            sampleRand = callers.getSampleRand();
            context = callers;
        }
        refusal = options.isTracingEnabled() && isOursToDecide(options) ? refusal() : null;
    }

    /** Not where the application or another tracer wants to be asked. */
    private static boolean isOursToDecide(SentryOptions options) {
        return options.getTracesSampler() == null
                && options.getProfilesSampler() == null
                && (options.getIgnoredSpanOrigins() == null
                        || options.getIgnoredSpanOrigins().isEmpty())
                && options.getInstrumenter() == Instrumenter.SENTRY
                && options.getSpanFactory() instanceof DefaultSpanFactory;
    }

    /** As the SDK's own sampler decides: null when the transaction is recorded. */
    private @Nullable TracesSamplingDecision refusal() {
        PropagationContext callers = context;
        if (callers != null && callers.isSampled() != null) {
            return callers.isSampled()
                    ? null
                    : new TracesSamplingDecision(false, callers.getBaggage().getSampleRate(), sampleRand);
        }
        Double rate = options.getTracesSampleRate();
        if (rate == null) {
            return null;
        }
        double lowered = rate / Math.pow(2, options.getBackpressureMonitor().getDownsampleFactor());
        return lowered < sampleRand ? new TracesSamplingDecision(false, lowered, sampleRand) : null;
    }

    String id() {
        return id.toString();
    }

    /** Whether there is a transaction to begin; with a sampler of the application the SDK asks that one. */
    boolean isRecorded() {
        return refusal == null && options.isTracingEnabled();
    }

    /** Makes this the trace of the scopes. */
    void begin(IScopes scopes) {
        PropagationContext trace = context();
        scopes.configureScope(scope -> scope.setPropagationContext(trace));
        TracesSamplingDecision decision = refusal;
        if (decision == null) {
            return;
        }
        trace.setSampled(false);
        scopes.configureScope(scope -> {
            // One that was left on the root would lend its trace to the events of this request.
            scope.clearTransaction();
            Baggage baggage = trace.getBaggage();
            if (baggage.isMutable()) {
                // Else the SDK would leave out that nobody recorded the beginning.
                baggage.setValuesFromScope(scope, options);
                baggage.setValuesFromSamplingDecision(decision);
                baggage.freeze();
            }
        });
    }

    /** What the transaction of the request begins with; after {@link #begin}. */
    TransactionContext transaction() {
        return TransactionContext.fromPropagationContext(context());
    }

    private PropagationContext context() {
        PropagationContext known = context;
        if (known == null) {
            known = fresh();
            context = known;
        }
        return known;
    }

    private PropagationContext fresh() {
        Baggage baggage = new Baggage(options.getLogger());
        baggage.setSampleRand(sampleRand);
        return new PropagationContext(id, new SpanId(), null, baggage, null);
    }

    /** Sentry is told how many transactions it did not get, as the SDK does at the end of one. */
    void countIfRefused() {
        if (refusal == null) {
            return;
        }
        DiscardReason reason = options.getBackpressureMonitor().getDownsampleFactor() > 0
                ? DiscardReason.BACKPRESSURE
                : DiscardReason.SAMPLE_RATE;
        IClientReportRecorder recorder = options.getClientReportRecorder();
        recorder.recordLostEvent(reason, DataCategory.Transaction);
        recorder.recordLostEvent(reason, DataCategory.Span);
    }
}
