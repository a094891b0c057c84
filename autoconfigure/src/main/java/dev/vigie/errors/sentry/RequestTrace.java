package dev.vigie.errors.sentry;

import dev.vigie.errors.RequestFacts;
import dev.vigie.errors.RequestScopes.Incoming;
import io.sentry.Baggage;
import io.sentry.CustomSamplingContext;
import io.sentry.DataCategory;
import io.sentry.DefaultSpanFactory;
import io.sentry.IScopes;
import io.sentry.ITransaction;
import io.sentry.Instrumenter;
import io.sentry.PropagationContext;
import io.sentry.SentryOptions;
import io.sentry.SpanId;
import io.sentry.SpanStatus;
import io.sentry.TracesSamplingDecision;
import io.sentry.TransactionContext;
import io.sentry.TransactionOptions;
import io.sentry.clientreport.DiscardReason;
import io.sentry.clientreport.IClientReportRecorder;
import io.sentry.protocol.SentryId;
import io.sentry.protocol.TransactionNameSource;
import io.sentry.util.SampleRateUtils;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The trace of one request and its transaction. Whether that one is recorded is decided at the beginning, as the SDK
 * decides it; one that is not recorded is begun only with the scopes, for those who ask for it.
 */
final class RequestTrace {

    private final SentryOptions options;
    private final RequestFacts facts;
    private final SentryId id;
    private final double sampleRand;

    /** What the caller handed on; where the trace begins here, null until somebody wants it. */
    private final @Nullable PropagationContext callers;

    /** Whether it is decided that the transaction is not recorded, and the rate that was in force then. */
    private final boolean refused;

    private final boolean tracing;

    private final double loweredRate;

    /** For a sampler of the application; given back when that one was asked. */
    private @Nullable Object servletRequest;

    private @Nullable ITransaction transaction;
    private boolean over;

    RequestTrace(SentryOptions options, RequestFacts facts, Incoming incoming) {
        this.options = options;
        this.facts = facts;
        String header = incoming.sentryTrace();
        if (header == null) {
            callers = null;
            id = new SentryId();
            sampleRand = SampleRateUtils.backfilledSampleRand(null, null, null);
        } else {
            List<String> baggage = incoming.baggage();
            callers = PropagationContext.fromHeaders(options.getLogger(), header, baggage, options);
            id = callers.getTraceId();
            sampleRand = callers.getSampleRand();
        }
        loweredRate = loweredRate(options);
        tracing = options.isTracingEnabled()
                && (options.isTraceOptionsRequests() || !facts.method().equals("OPTIONS"));
        refused = tracing && isOursToDecide(options) && isRefused();
        servletRequest = isRecorded() ? incoming.servletRequest() : null;
    }

    private static double loweredRate(SentryOptions options) {
        Double rate = options.getTracesSampleRate();
        int halvings = options.getBackpressureMonitor().getDownsampleFactor();
        return rate == null ? 0 : halvings == 0 ? rate : rate / Math.pow(2, halvings);
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

    /** As the SDK's own sampler decides. */
    private boolean isRefused() {
        Boolean callersDecision = callers == null ? null : callers.isSampled();
        return callersDecision != null ? !callersDecision : loweredRate < sampleRand;
    }

    private TracesSamplingDecision refusal() {
        return callers != null && callers.isSampled() != null
                ? new TracesSamplingDecision(false, callers.getBaggage().getSampleRate(), sampleRand)
                : new TracesSamplingDecision(false, loweredRate, sampleRand);
    }

    String id() {
        return id.toString();
    }

    /** Whether the transaction is to begin with the request, because it is recorded or others decide that. */
    boolean isRecorded() {
        return !refused && tracing;
    }

    synchronized @Nullable ITransaction transaction() {
        return transaction;
    }

    /** Makes this the trace of the scopes; with tracing on there is a transaction then, as long as the request runs. */
    synchronized void begin(IScopes scopes) {
        PropagationContext context = callers != null ? callers : fresh();
        scopes.configureScope(scope -> scope.setPropagationContext(context));
        if (tracing && !over) {
            transaction = start(scopes, TransactionContext.fromPropagationContext(context));
        }
        servletRequest = null;
    }

    private PropagationContext fresh() {
        Baggage baggage = new Baggage(options.getLogger());
        baggage.setSampleRand(sampleRand);
        return new PropagationContext(id, new SpanId(), null, baggage, null);
    }

    /**
     * The route is not known yet: until the end the transaction is called after the path, as Sentry's own filter does.
     */
    private ITransaction start(IScopes scopes, TransactionContext context) {
        context.setName(facts.method() + " " + facts.path());
        context.setTransactionNameSource(TransactionNameSource.URL);
        context.setOperation("http.server");
        TransactionOptions how = new TransactionOptions();
        if (refused) {
            // Back-pressure may have changed since; what was decided stays.
            context.setSamplingDecision(refusal());
        } else {
            CustomSamplingContext sampling = new CustomSamplingContext();
            sampling.set("request", servletRequest);
            how.setCustomSamplingContext(sampling);
        }
        how.setBindToScope(true);
        how.setOrigin("auto.http.vigie");
        return scopes.startTransaction(context, how);
    }

    /** The request has ended. */
    void end(int status) {
        ITransaction begun = over();
        if (begun == null) {
            countIfRefused();
            return;
        }
        begun.setName(facts.transaction(), TransactionNameSource.ROUTE);
        begun.setStatus(SpanStatus.fromHttpStatusCode(status));
        begun.setData("http.response.status_code", status);
        begun.finish();
    }

    private synchronized @Nullable ITransaction over() {
        over = true;
        return transaction;
    }

    /** Sentry is told how many transactions it did not get, as the SDK does at the end of one. */
    private void countIfRefused() {
        if (!refused) {
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
