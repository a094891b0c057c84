package dev.vigie.errors.sentry;

import dev.vigie.errors.RequestScopes.Activation;
import dev.vigie.errors.TaskScopes.TaskScope;
import io.sentry.IScopes;
import io.sentry.ISentryLifecycleToken;
import java.util.Map;
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
