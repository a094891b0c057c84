package dev.vigie.errors.sentry;

import dev.vigie.errors.Activation;
import dev.vigie.errors.RequestFacts;
import dev.vigie.errors.RequestScopes.Failure;
import dev.vigie.errors.RequestScopes.RequestScope;
import io.sentry.IScopes;
import io.sentry.ISentryLifecycleToken;
import io.sentry.ITransaction;
import io.sentry.Sentry;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request's Sentry scopes, and the error lines that wait for its outcome. */
final class SentryRequestScope implements RequestScope {

    private static final int CLIENT_ERROR = 400;
    private static final ThreadLocal<SentryRequestScope> CURRENT = new ThreadLocal<>();

    private final LazyScopes scopes;
    private final RequestTrace trace;
    private final RequestFacts facts;
    private final SentryCapture capture;
    private final HeldLines held = new HeldLines();
    private final OutcomeTimeout timeout;

    private @Nullable Future<?> timer;

    /** What a line that waited too long has become; the outcome has no other explanation. */
    private @Nullable Passage early;

    /** Held while lines that waited too long are told: a request that ends then must know what of. */
    private final ReentrantLock telling = new ReentrantLock();

    SentryRequestScope(
            LazyScopes scopes, RequestTrace trace, RequestFacts facts, SentryCapture capture, OutcomeTimeout timeout) {
        this.scopes = scopes;
        this.trace = trace;
        this.facts = facts;
        this.capture = capture;
        this.timeout = timeout;
    }

    /** The request the current thread works for, or null. */
    static @Nullable SentryRequestScope current() {
        return CURRENT.get();
    }

    @Override
    public Activation activate() {
        SentryRequestScope before = CURRENT.get();
        ISentryLifecycleToken token = Sentry.setCurrentScopes(scopes.current());
        CURRENT.set(this);
        SentryRequestScopes.arrivedAs(this);
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
        return trace.id();
    }

    /** Its transaction, also when it is over; null while nobody needed one. */
    @Nullable
    ITransaction transaction() {
        return trace.transaction();
    }

    /**
     * Lets an error line wait until the outcome is known, but not for ever.
     *
     * @return false when the request is over
     */
    boolean hold(HeldLine line) {
        switch (held.add(line)) {
            case OVER -> {
                return false;
            }
            case FULL -> {
                line.drop();
                capture.tooMany();
                return true;
            }
            case WAITS -> {}
        }
        startTimer();
        return true;
    }

    private synchronized void startTimer() {
        if (timer == null) {
            timer = timeout.start(this);
        }
    }

    private synchronized void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /** Its lines have waited long enough. */
    void stopWaiting() {
        stopTimer();
        telling.lock();
        try {
            for (HeldLine line : held.takeAll()) {
                Passage event = release(line);
                if (early == null) {
                    early = event;
                }
            }
        } finally {
            telling.unlock();
        }
    }

    private @Nullable Passage toldEarly() {
        telling.lock();
        try {
            return early;
        } finally {
            telling.unlock();
        }
    }

    /** Whether events of this thread belong to this request, and nobody has used Sentry in it. */
    boolean isUntouched() {
        return scopes.areUntouched();
    }

    /**
     * Has this written if somebody needs the scopes at all.
     *
     * @return false when it has to be written now
     */
    static boolean later(Consumer<IScopes> call) {
        SentryRequestScope current = CURRENT.get();
        return current != null && current.isUntouched() && current.scopes.keep(call);
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
        for (HeldLine cause = held.takeCause(); cause != null; cause = held.takeCause()) {
            Passage event = release(cause);
            if (event != null) {
                return SentryCapture.idOf(event.told());
            }
        }
        Passage before = toldEarly();
        if (before != null) {
            return SentryCapture.idOf(before.told());
        }
        Activation activation = activate();
        try {
            return capture.status(status, facts.transaction(), failure);
        } finally {
            activation.close();
        }
    }

    /** In a fork: the breadcrumb its appender leaves is there already. */
    private @Nullable Passage release(HeldLine line) {
        IScopes fork = scopes.scopes().forkedScopes("vigie.line");
        ISentryLifecycleToken token = fork.makeCurrent();
        try {
            return line.release();
        } finally {
            token.close();
        }
    }

    @Override
    public void finish(int status) {
        stopTimer();
        try {
            settle(held.close(), status);
        } finally {
            trace.end(status);
        }
    }

    /**
     * A request that was refused makes no event, and one that failed makes the one that was reported; what was logged
     * on the way is a step of it. What was logged in a request that went well nobody else will tell.
     */
    private void settle(List<HeldLine> lines, int status) {
        for (HeldLine line : lines) {
            if (status >= CLIENT_ERROR) {
                line.drop();
                capture.suppressed();
            } else {
                release(line);
            }
        }
    }
}
