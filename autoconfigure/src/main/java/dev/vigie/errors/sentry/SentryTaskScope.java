package dev.vigie.errors.sentry;

import dev.vigie.errors.Activation;
import dev.vigie.errors.TaskScopes.TaskScope;
import io.sentry.IScopes;
import io.sentry.ISentryLifecycleToken;
import io.sentry.PropagationContext;
import io.sentry.TransactionContext;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One run's Sentry scopes. */
final class SentryTaskScope implements TaskScope {

    private final IScopes scopes;
    private final @Nullable String traceId;
    private final SentryCapture capture;

    SentryTaskScope(IScopes scopes, @Nullable String traceId, SentryCapture capture) {
        this.scopes = scopes;
        this.traceId = traceId;
        this.capture = capture;
    }

    IScopes scopes() {
        return scopes;
    }

    /** What a transaction of this run's trace begins with. */
    TransactionContext transactionContext() {
        AtomicReference<@Nullable PropagationContext> propagation = new AtomicReference<>();
        scopes.configureScope(scope -> propagation.set(scope.getPropagationContext()));
        PropagationContext trace = propagation.get();
        return TransactionContext.fromPropagationContext(trace == null ? new PropagationContext() : trace);
    }

    @Override
    public Activation activate() {
        ISentryLifecycleToken token = scopes.makeCurrent();
        return token::close;
    }

    @Override
    public @Nullable String traceId() {
        return traceId;
    }

    @Override
    public void report(Throwable error) {
        Activation activation = activate();
        try {
            capture.exception(error, false, Map.of());
        } finally {
            activation.close();
        }
    }
}
