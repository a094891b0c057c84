package dev.vigie.errors.sentry;

import dev.vigie.errors.Activation;
import dev.vigie.errors.Spans.Span;
import io.sentry.IScopes;
import io.sentry.ISentryLifecycleToken;
import io.sentry.ISpan;
import io.sentry.Sentry;
import io.sentry.SpanOptions;
import io.sentry.SpanStatus;
import org.jspecify.annotations.Nullable;

/**
 * A span of Sentry's. It is never given the exception it failed with: the SDK looks for the root cause of that one, and
 * with a circle of causes it would look for ever.
 */
record SentrySpan(ISpan span) implements Span {

    /** Under this origin Sentry shows who made it. */
    private static final String ORIGIN = "auto.vigie";

    @Override
    public Span child(String operation, @Nullable String description) {
        SpanOptions options = new SpanOptions();
        options.setOrigin(ORIGIN);
        return new SentrySpan(span.startChild(operation, description, options));
    }

    /** On a fork, so that another thread that shares the scopes does not get this span as its own. */
    @Override
    public Activation activate() {
        IScopes scopes = Sentry.getCurrentScopes().forkedCurrentScope("vigie.span");
        scopes.setActiveSpan(span);
        ISentryLifecycleToken token = scopes.makeCurrent();
        return token::close;
    }

    @Override
    public void describe(String description) {
        span.setDescription(description);
    }

    @Override
    public void data(String key, Object value) {
        span.setData(key, value);
    }

    @Override
    public void tag(String key, String value) {
        span.setTag(key, value);
    }

    @Override
    public void failed() {
        span.setStatus(SpanStatus.INTERNAL_ERROR);
    }

    @Override
    public void status(int httpStatus) {
        span.setStatus(SpanStatus.fromHttpStatusCode(httpStatus, SpanStatus.UNKNOWN));
        span.setData("http.response.status_code", httpStatus);
    }

    @Override
    public void finish() {
        if (!span.isFinished()) {
            SpanStatus status = span.getStatus();
            span.finish(status == null ? SpanStatus.OK : status);
        }
    }
}
