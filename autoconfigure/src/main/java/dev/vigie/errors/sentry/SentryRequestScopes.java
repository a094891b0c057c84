package dev.vigie.errors.sentry;

import dev.vigie.errors.RequestFacts;
import dev.vigie.errors.RequestScopes;
import io.sentry.CustomSamplingContext;
import io.sentry.IScopes;
import io.sentry.ITransaction;
import io.sentry.TransactionContext;
import io.sentry.TransactionOptions;
import io.sentry.protocol.TransactionNameSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Gives each request Sentry scopes of its own, and a transaction when tracing is on. */
final class SentryRequestScopes implements RequestScopes {

    private static final String OPERATION = "http.server";

    /** Whether a servlet request is at work on the thread. */
    private static final ThreadLocal<Boolean> ARRIVED = new ThreadLocal<>();

    private final SentryCapture capture;

    SentryRequestScopes(SentryCapture capture) {
        this.capture = capture;
    }

    @Override
    public RequestScope open(RequestFacts facts, Incoming incoming) {
        if (!LazyScopes.areWanted()) {
            return NONE.open(facts, incoming);
        }
        RequestTrace trace = new RequestTrace(LazyScopes.options(), incoming);
        LazyScopes scopes = new LazyScopes(trace, new RequestEvents(facts));
        ITransaction transaction = trace.isRecorded() ? start(scopes.scopes(), facts, incoming, trace) : null;
        return new SentryRequestScope(scopes, trace, transaction, facts, capture);
    }

    /** Whether the current thread works for a servlet request whose outcome will be told. */
    static boolean hasArrived() {
        return ARRIVED.get() != null;
    }

    @Override
    public Activation arrive() {
        ARRIVED.set(true);
        return ARRIVED::remove;
    }

    /** Not through getTraceparent: that builds a baggage header of 15 KB garbage each time. */
    static @Nullable String traceId(IScopes scopes) {
        AtomicReference<@Nullable String> id = new AtomicReference<>();
        scopes.configureScope(
                scope -> id.set(scope.getPropagationContext().getTraceId().toString()));
        return id.get();
    }

    /**
     * The route is not known yet: until the end the transaction is called after the path, as Sentry's own filter does.
     */
    private static ITransaction start(IScopes scopes, RequestFacts facts, Incoming incoming, RequestTrace trace) {
        String provisional = facts.method() + " " + facts.path();
        TransactionContext context = trace.transaction();
        context.setName(provisional);
        context.setTransactionNameSource(TransactionNameSource.URL);
        context.setOperation(OPERATION);
        CustomSamplingContext sampling = new CustomSamplingContext();
        sampling.set("request", incoming.servletRequest());
        TransactionOptions options = new TransactionOptions();
        options.setCustomSamplingContext(sampling);
        options.setBindToScope(true);
        options.setOrigin("auto.http.vigie");
        return scopes.startTransaction(context, options);
    }
}
