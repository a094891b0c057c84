package dev.vigie.errors.sentry;

import dev.vigie.errors.RequestFacts;
import dev.vigie.errors.RequestScopes.Activation;
import dev.vigie.errors.RequestScopes.Failure;
import dev.vigie.errors.RequestScopes.Outcome;
import dev.vigie.errors.RequestScopes.RequestScope;
import io.sentry.IScopes;
import io.sentry.ISentryLifecycleToken;
import io.sentry.ITransaction;
import io.sentry.SpanStatus;
import io.sentry.protocol.TransactionNameSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One request's Sentry scopes, and the error lines that wait for its outcome. */
final class SentryRequestScope implements RequestScope {

    private static final int CLIENT_ERROR = 400;
    private static final ThreadLocal<SentryRequestScope> CURRENT = new ThreadLocal<>();

    private final IScopes scopes;
    private final @Nullable ITransaction transaction;
    private final @Nullable String traceId;
    private final RequestFacts facts;
    private final SentryCapture capture;
    private final HeldLines held = new HeldLines();

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

    /** The request the current thread works for, or null. */
    static @Nullable SentryRequestScope current() {
        return CURRENT.get();
    }

    @Override
    public Activation activate() {
        SentryRequestScope before = CURRENT.get();
        ISentryLifecycleToken token = scopes.makeCurrent();
        CURRENT.set(this);
        return () -> {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
            token.close();
        };
    }

    @Override
    public @Nullable String traceId() {
        return traceId;
    }

    /** Lets an error line wait until the outcome is known, but not for ever. */
    boolean hold(HeldLine line) {
        if (!held.add(line)) {
            return false;
        }
        long timeout = capture.outcomeTimeoutNanos();
        Executor later = CompletableFuture.delayedExecutor(timeout, TimeUnit.NANOSECONDS);
        later.execute(() -> held.takeOlderThan(line.nanoTime()).forEach(this::release));
        return true;
    }

    @Override
    public void expect(Throwable error) {
        capture.expect(error, facts);
    }

    @Override
    public @Nullable String report(Throwable error, Failure failure) {
        Activation activation = activate();
        try {
            return capture.outcome(error, failure);
        } finally {
            activation.close();
        }
    }

    @Override
    public @Nullable String report(int status, Failure failure) {
        HeldLine cause = held.takeCause();
        if (cause != null) {
            return release(cause);
        }
        Activation activation = activate();
        try {
            return capture.status(status, facts.transaction(), failure);
        } finally {
            activation.close();
        }
    }

    /** In a fork: the breadcrumb its appender leaves is there already. */
    private @Nullable String release(HeldLine line) {
        IScopes fork = scopes.forkedScopes("vigie.line");
        ISentryLifecycleToken token = fork.makeCurrent();
        try {
            line.release();
            return SentryCapture.idOf(fork.getLastEventId());
        } finally {
            token.close();
        }
    }

    @Override
    public void finish(Outcome outcome) {
        settle(held.close(), outcome);
        if (transaction == null) {
            return;
        }
        transaction.setName(facts.transaction(), TransactionNameSource.ROUTE);
        transaction.setStatus(SpanStatus.fromHttpStatusCode(outcome.status()));
        transaction.setData("http.response.status_code", outcome.status());
        transaction.finish();
    }

    /**
     * What was logged about an error the request answered with an error status is told by that outcome, or by nobody;
     * what was logged of anything else is an error of its own.
     */
    private void settle(List<HeldLine> lines, Outcome outcome) {
        for (HeldLine line : lines) {
            Throwable error = line.error();
            boolean ofTheAnswer = error == null || isAnswered(error, outcome);
            if (ofTheAnswer && outcome.status() >= CLIENT_ERROR) {
                line.drop();
                capture.suppressed();
            } else {
                release(line);
            }
        }
    }

    private static boolean isAnswered(Throwable error, Outcome outcome) {
        Throwable answered = outcome.answered();
        return answered != null && ReportedErrors.areOne(error, answered);
    }
}
