package dev.vigie.errors.sentry;

import dev.vigie.errors.Activation;
import dev.vigie.errors.RequestFacts;
import dev.vigie.errors.RequestScopes;
import io.sentry.IScopes;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Gives each request Sentry scopes of its own, and a transaction when tracing is on. */
final class SentryRequestScopes implements RequestScopes {

    /** Set while a servlet request is at work on the thread; to its scope once it has one. */
    private static final ThreadLocal<Object> ARRIVED = new ThreadLocal<>();

    private final SentryCapture capture;
    private final OutcomeTimeout timeout;

    SentryRequestScopes(SentryCapture capture, OutcomeTimeout timeout) {
        this.capture = capture;
        this.timeout = timeout;
    }

    @Override
    public RequestScope open(RequestFacts facts, Incoming incoming) {
        if (!LazyScopes.areWanted()) {
            return NONE.open(facts, incoming);
        }
        RequestTrace trace = new RequestTrace(LazyScopes.options(), facts, incoming);
        LazyScopes scopes = new LazyScopes(trace, new RequestEvents(facts));
        return new SentryRequestScope(scopes, trace, facts, capture, timeout);
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

    /** The request that has arrived on the current thread is this one. */
    static void arrivedAs(SentryRequestScope request) {
        if (ARRIVED.get() != null) {
            ARRIVED.set(request);
        }
    }

    /**
     * The request that has arrived on the current thread, also when it is on its way out; null when nobody knows it.
     */
    static @Nullable SentryRequestScope lastOfArrival() {
        return ARRIVED.get() instanceof SentryRequestScope request ? request : null;
    }

    /** Not through getTraceparent: that builds a baggage header of 15 KB garbage each time. */
    static @Nullable String traceId(IScopes scopes) {
        AtomicReference<@Nullable String> id = new AtomicReference<>();
        scopes.configureScope(
                scope -> id.set(scope.getPropagationContext().getTraceId().toString()));
        return id.get();
    }
}
