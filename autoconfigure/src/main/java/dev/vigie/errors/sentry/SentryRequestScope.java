package dev.vigie.errors.sentry;

import dev.vigie.errors.RequestFacts;
import dev.vigie.errors.RequestScopes.Activation;
import dev.vigie.errors.RequestScopes.RequestScope;
import io.sentry.IScopes;
import io.sentry.ISentryLifecycleToken;
import io.sentry.ITransaction;
import io.sentry.SpanStatus;
import io.sentry.protocol.TransactionNameSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request's Sentry scopes. */
final class SentryRequestScope implements RequestScope {

    private final IScopes scopes;
    private final @Nullable ITransaction transaction;
    private final @Nullable String traceId;
    private final RequestFacts facts;
    private final SentryCapture capture;

    SentryRequestScope(
            IScopes scopes,
            @Nullable ITransaction transaction,
            @Nullable String traceId,
            RequestFacts facts,
            SentryCapture capture) {
        this.scopes = scopes;
        this.transaction = transaction;
        this.traceId = traceId;
        this.facts = facts;
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
    public @Nullable String report(Throwable error, boolean handled, Map<String, ?> extra) {
        Activation activation = activate();
        try {
            return capture.exception(error, handled, extra);
        } finally {
            activation.close();
        }
    }

    @Override
    public void finish(int status) {
        if (transaction == null) {
            return;
        }
        transaction.setName(facts.transaction(), TransactionNameSource.ROUTE);
        transaction.setStatus(SpanStatus.fromHttpStatusCode(status));
        transaction.setData("http.response.status_code", status);
        transaction.finish();
    }
}
