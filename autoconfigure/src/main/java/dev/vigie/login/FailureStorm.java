package dev.vigie.login;

import dev.vigie.login.FailedLogins.Counted;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Adds a storm of failed logins up, and tells of it once at the end of each window. */
final class FailureStorm {

    private static final int PLACES = 1 << 13;

    private final Duration window;
    private final LongSupplier nanoTime;
    private final Timer timer;
    private final Consumer<Report> teller;

    private final DistinctIds principals = new DistinctIds(PLACES);
    private final DistinctIds addresses = new DistinctIds(PLACES);
    private final Map<LoginFailure, Long> reasons = new EnumMap<>(LoginFailure.class);
    private int period;
    private long began;
    private boolean running;
    private boolean storm;

    FailureStorm(Duration window, LongSupplier nanoTime, Timer timer, Consumer<Report> teller) {
        this.window = window;
        this.nanoTime = nanoTime;
        this.timer = timer;
        this.teller = teller;
    }

    synchronized void saw(Counted failure, LoginFailure reason) {
        long now = nanoTime.getAsLong();
        if (running && now - began >= window.toNanos()) {
            Report late = take(period);
            if (late != null) {
                // Not here: the message would be about the user of this request.
                timer.after(Duration.ZERO, () -> teller.accept(late));
            }
            running = false;
        }
        if (!running) {
            begin(now);
        }
        reasons.merge(reason, 1L, Long::sum);
        mark(principals, failure.principal());
        mark(addresses, failure.ip());
        if (failure.storm() && !storm) {
            storm = true;
            int current = period;
            timer.after(window.minusNanos(now - began), () -> end(current));
        }
    }

    private void begin(long now) {
        running = true;
        storm = false;
        began = now;
        period++;
        reasons.clear();
    }

    private void mark(DistinctIds ids, @Nullable Long hash) {
        if (hash != null) {
            ids.saw(hash, period);
        }
    }

    private void end(int ofPeriod) {
        Report report = take(ofPeriod);
        if (report != null) {
            teller.accept(report);
        }
    }

    /** Tells what is not told yet. */
    void end() {
        int current;
        synchronized (this) {
            current = period;
        }
        end(current);
    }

    private synchronized @Nullable Report take(int ofPeriod) {
        if (!storm || !running || ofPeriod != period) {
            return null;
        }
        running = false;
        long failures = reasons.values().stream().mapToLong(Long::longValue).sum();
        return new Report(failures, window, new EnumMap<>(reasons), principals.since(period), addresses.since(period));
    }

    /**
     * A storm, or one window of it.
     *
     * @param failures all failed logins of the window, also those that were told one by one
     * @param principals different user names, to some per cent
     * @param addresses different addresses of clients, to some per cent
     */
    record Report(long failures, Duration window, Map<LoginFailure, Long> reasons, long principals, long addresses) {}

    /** Runs something later, on a thread of its own. */
    @FunctionalInterface
    interface Timer {

        void after(Duration delay, Runnable task);
    }
}
