package dev.vigie.errors.sentry;

import dev.vigie.errors.ErrorCounts;
import dev.vigie.errors.ErrorOutcome;
import io.sentry.AsyncHttpTransportFactory;
import io.sentry.DataCategory;
import io.sentry.Hint;
import io.sentry.ITransportFactory;
import io.sentry.NoOpTransportFactory;
import io.sentry.RequestDetails;
import io.sentry.SentryEnvelope;
import io.sentry.SentryEnvelopeItem;
import io.sentry.SentryItemType;
import io.sentry.SentryOptions;
import io.sentry.TypeCheckHint;
import io.sentry.hints.Cached;
import io.sentry.hints.Enqueable;
import io.sentry.hints.SubmissionResult;
import io.sentry.transport.AsyncHttpTransport;
import io.sentry.transport.ITransport;
import io.sentry.transport.RateLimiter;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Learns what becomes of every event on its way to Sentry. The only class that leans on types the SDK keeps for itself;
 * its test says when they have changed. Of the SDK's own transport every result is known; an event that another
 * transport took without complaint counts as sent.
 */
final class WatchedTransport implements ITransport {

    private final ITransport transport;
    private final boolean tellsResults;
    private final ErrorCounts counts;
    private final DeliveryState state;
    private final Discards discards;
    private final Set<Submission> pending = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private WatchedTransport(ITransport transport, ErrorCounts counts, DeliveryState state, Discards discards) {
        this.transport = transport;
        this.tellsResults = transport instanceof AsyncHttpTransport;
        this.counts = counts;
        this.state = state;
        this.discards = discards;
        RateLimiter limiter = transport.getRateLimiter();
        if (limiter != null) {
            // Called by the thread that reads the answer.
            limiter.addRateLimitObserver(changed -> discards.limited());
        }
    }

    /** Transports of this factory, or of the SDK's own where there is none, watched. */
    static ITransportFactory around(
            ITransportFactory given, ErrorCounts counts, DeliveryState state, Discards discards) {
        ITransportFactory real = given instanceof NoOpTransportFactory ? new AsyncHttpTransportFactory() : given;
        return (SentryOptions options, RequestDetails request) ->
                new WatchedTransport(real.create(options, request), counts, state, discards);
    }

    @Override
    public void send(SentryEnvelope envelope, Hint hint) throws IOException {
        Submission submission = new Submission(eventsIn(envelope, hint));
        Object given = hint.get(TypeCheckHint.SENTRY_TYPE_CHECK_HINT);
        Object heard = given == null ? submission : HintWithResult.of(given, submission);
        hint.set(TypeCheckHint.SENTRY_TYPE_CHECK_HINT, heard == null ? given : heard);
        boolean tooLate = closed;
        pending.add(submission);
        counts.enterQueue(submission.events);
        discards.takeReason();
        try {
            transport.send(envelope, hint);
            submission.leaveSender();
        } catch (IOException | RuntimeException | Error trouble) {
            submission.end(ErrorOutcome.OTHER);
            throw trouble;
        }
        ErrorOutcome refused = tooLate ? ErrorOutcome.CLOSED : refusal(submission, heard != null);
        if (refused != null) {
            refuse(submission, refused);
        } else if (hint.get(Passage.HINT) instanceof Passage passage) {
            passage.handOver();
        }
    }

    /** Why the transport did not take it, or null when it did. */
    private @Nullable ErrorOutcome refusal(Submission submission, boolean heard) {
        ErrorOutcome reason = discards.takeReason();
        if (reason != null) {
            return reason;
        }
        if (submission.refused) {
            return ErrorOutcome.RATE_LIMITED;
        }
        if (tellsResults && heard) {
            return submission.enqueued ? null : ErrorOutcome.QUEUE_OVERFLOW;
        }
        if (submission.end(ErrorOutcome.SENT)) {
            state.succeeded();
        }
        return null;
    }

    private void refuse(Submission submission, ErrorOutcome reason) {
        submission.end(reason);
        if (submission.events > 0 && reason != ErrorOutcome.QUEUE_OVERFLOW && reason != ErrorOutcome.CLOSED) {
            state.failed(reason, submission.events);
        }
    }

    /** Errors and messages in it. What the SDK kept on disk and sends again was counted when it came in. */
    private static int eventsIn(SentryEnvelope envelope, Hint hint) {
        if (hint.get(TypeCheckHint.SENTRY_TYPE_CHECK_HINT) instanceof Cached) {
            return 0;
        }
        int events = 0;
        for (SentryEnvelopeItem item : envelope.getItems()) {
            events += item.getHeader().getType() == SentryItemType.Event ? 1 : 0;
        }
        return events;
    }

    @Override
    public boolean isHealthy() {
        return transport.isHealthy();
    }

    @Override
    public void flush(long timeoutMillis) {
        transport.flush(timeoutMillis);
    }

    @Override
    public @Nullable RateLimiter getRateLimiter() {
        return transport.getRateLimiter();
    }

    @Override
    public void close() throws IOException {
        close(false);
    }

    @Override
    public void close(boolean isRestarting) throws IOException {
        closed = true;
        try {
            transport.close(isRestarting);
        } finally {
            if (!isRestarting) {
                pending.forEach(submission -> submission.end(ErrorOutcome.CLOSED));
            }
        }
    }

    /** One envelope whose outcome is waited for; the transport calls it back. */
    final class Submission implements SubmissionResult, Enqueable {

        private final int events;
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile @Nullable Thread sender = Thread.currentThread();
        private volatile boolean enqueued;
        private volatile boolean refused;
        private volatile boolean success;

        private Submission(int events) {
            this.events = events;
        }

        private void leaveSender() {
            sender = null;
        }

        @Override
        public void markEnqueued() {
            enqueued = true;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // the thread itself
        public void setResult(boolean taken) {
            success = taken;
            if (!taken && Thread.currentThread() == sender) {
                // Not even queued; send() goes on with it.
                refused = true;
                return;
            }
            ErrorOutcome reason = discards.takeReason();
            ErrorOutcome outcome = taken ? ErrorOutcome.SENT : reason != null ? reason : unsaid();
            if (!end(outcome)) {
                return;
            }
            if (taken) {
                state.succeeded();
            } else if (outcome != ErrorOutcome.CLOSED) {
                state.failed(outcome, events);
            }
        }

        @Override
        public boolean isSuccess() {
            return success;
        }

        /** Of a 429, of an answer that did not come and of one cut off the SDK says nothing. */
        private ErrorOutcome unsaid() {
            if (closed) {
                return ErrorOutcome.CLOSED;
            }
            RateLimiter limiter = transport.getRateLimiter();
            boolean limited = limiter != null
                    && (events > 0 ? limiter.isActiveForCategory(DataCategory.Error) : limiter.isAnyRateLimitActive());
            return limited ? ErrorOutcome.RATE_LIMITED : ErrorOutcome.NO_ANSWER;
        }

        private boolean end(ErrorOutcome outcome) {
            if (!over.compareAndSet(false, true)) {
                return false;
            }
            pending.remove(this);
            counts.leaveQueue(outcome, events);
            return true;
        }
    }
}
