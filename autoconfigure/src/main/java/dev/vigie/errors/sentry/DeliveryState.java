package dev.vigie.errors.sentry;

import dev.vigie.errors.ErrorCounts;
import dev.vigie.errors.ErrorOutcome;
import dev.vigie.feature.ErrorDelivery;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Sentry takes what it is sent. Says one line when it no longer does and one when it does again, and neither
 * more than once a minute.
 */
final class DeliveryState implements ErrorDelivery {

    private static final Logger log = LoggerFactory.getLogger(DeliveryState.class);

    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final ErrorCounts counts;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private volatile String host = "an unknown host";

    private @Nullable Instant lastSuccess;
    private @Nullable Failure lastFailure;
    private boolean failing;
    private boolean told;
    private boolean everTold;
    private long toldAt;
    private long failingSince;
    private long lostBefore;

    DeliveryState(ErrorCounts counts, Clock clock, LongSupplier nanoTime) {
        this.counts = counts;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** Where Sentry is. */
    void at(String host) {
        this.host = host;
    }

    /** Sentry took something. */
    void succeeded() {
        if (isRecovery()) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - failingSince);
            log.info(
                    "Sentry at {} takes events again, after {} s. {} events were lost meanwhile.",
                    host,
                    seconds,
                    counts.of(ErrorOutcome::isLoss) - lostBefore);
        }
    }

    private synchronized boolean isRecovery() {
        lastSuccess = clock.instant();
        boolean recovery = failing && told;
        failing = false;
        told = false;
        return recovery;
    }

    /**
     * Sentry did not take something.
     *
     * @param events how many events were in it, counted as lost already
     */
    void failed(ErrorOutcome kind, int events) {
        if (isNews(kind, events)) {
            log.warn(
                    "Sentry at {} does not take events: {}. Events are dropped and counted until it does; nothing else"
                            + " is affected. {}",
                    host,
                    what(kind),
                    check(kind));
        }
    }

    private synchronized boolean isNews(ErrorOutcome kind, int events) {
        long now = nanoTime.getAsLong();
        lastFailure = new Failure(kind.reason(), clock.instant());
        if (!failing) {
            failing = true;
            failingSince = now;
            lostBefore = counts.of(ErrorOutcome::isLoss) - events;
        }
        if (told || (everTold && now - toldAt < QUIET_NANOS)) {
            return false;
        }
        told = true;
        everTold = true;
        toldAt = now;
        return true;
    }

    private static String what(ErrorOutcome kind) {
        return switch (kind) {
            case REJECTED -> "it answers with an error";
            case RATE_LIMITED -> "it asks for less (rate limited)";
            case UNREACHABLE -> "there is no connection";
            default -> "it does not answer in time";
        };
    }

    private static String check(ErrorOutcome kind) {
        return switch (kind) {
            case REJECTED -> "Check the key and the project id of SENTRY_DSN, and the size of events.";
            case RATE_LIMITED -> "Check the quota and the rate limits of the project in Sentry.";
            default -> "Check the host of SENTRY_DSN, DNS, firewall, proxy (sentry.proxy.*) and TLS.";
        };
    }

    @Override
    public synchronized Facts read() {
        Map<String, Long> dropped = new TreeMap<>();
        for (ErrorOutcome outcome : ErrorOutcome.values()) {
            if (outcome.outcome().equals("dropped") && counts.of(outcome) > 0) {
                dropped.put(outcome.reason(), counts.of(outcome));
            }
        }
        long suppressed = counts.of(outcome -> outcome.outcome().equals("suppressed"));
        return new Facts(lastSuccess, lastFailure, counts.queued(), counts.of(ErrorOutcome.SENT), suppressed, dropped);
    }
}
