package dev.vigie.health;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One check: at most one run of it at a time, and the result of the last.
 *
 * @param <C> the contributor type
 * @param <H> the type of what it says
 */
sealed class BoundedCheck<C, H> permits CompositeMembers {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** A monitor that looks every five minutes shall find something. */
    private static final long REST_AFTER = TimeUnit.MINUTES.toNanos(10);

    private final ContributorApi<C, H> api;
    private final CheckSettings settings;
    private final LongSupplier nanoTime;
    private final CheckLog log;
    private final String name;

    /** A composite may make its members anew each time it is looked through. */
    private volatile C contributor;

    private volatile State<H> state;

    private volatile boolean retired;

    /** When somebody read it last, to the second; null before. */
    private volatile @Nullable Long lastRead;

    BoundedCheck(String name, C contributor, ContributorApi<C, H> api, CheckSettings settings, LongSupplier nanoTime) {
        this.name = name;
        this.contributor = contributor;
        this.api = api;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.log = new CheckLog(name, settings);
        this.state = new State<>(nanoTime.getAsLong(), -1, null, null);
    }

    /** The one to ask from now on. */
    void of(C latest) {
        contributor = latest;
    }

    /** Whether what it does from now on is nobody's concern. */
    void quiet(boolean quiet) {
        log.quiet(quiet);
    }

    /** Whether it has a thread. */
    boolean isRunning() {
        return state.run() != null;
    }

    /**
     * Takes it out of service unless it is running: nobody would look after a run that begins from now on.
     *
     * @return whether it is out of service
     */
    final synchronized boolean retire() {
        retired = retired || !isRunning();
        return retired;
    }

    /** Takes it out of service whatever it does: another one has its place. */
    final synchronized void replace() {
        retired = true;
    }

    final boolean isRetired() {
        return retired;
    }

    /** Starts something else for it, unless it is out of service. */
    final synchronized boolean unlessRetired(BooleanSupplier start) {
        return !retired && start.getAsBoolean();
    }

    /** Whether a reader would want a newer result, and nobody is about to get one. */
    boolean isMissed() {
        State<H> now = state;
        return now.run() == null && (!now.answered() || age(now) > settings.interval());
    }

    /** Notes that somebody reads it, and says whether it has rested until now. */
    boolean wake() {
        if (settings.always()) {
            return false;
        }
        long now = nanoTime.getAsLong();
        Long last = lastRead;
        if (last != null && now - last < SECOND) {
            return false;
        }
        lastRead = now;
        return last == null || now - last > REST_AFTER;
    }

    /** Whether it is to be asked without a reader. */
    boolean isAwake() {
        Long last = lastRead;
        return settings.always() || (last != null && since(last) <= REST_AFTER);
    }

    /**
     * Starts a run unless there is one, or the result is young; a little before its time, and never in step.
     *
     * @return whether this started one
     */
    boolean startIfDue(CheckThreads threads) {
        if (state.run() != null) {
            return false;
        }
        long due = (long) (settings.interval() * ThreadLocalRandom.current().nextDouble(0.75, 0.9));
        return start(threads, due);
    }

    private synchronized boolean start(CheckThreads threads, long due) {
        State<H> before = state;
        if (retired || before.run() != null || (before.answered() && age(before) < due)) {
            return false;
        }
        CheckRun run = new CheckRun(name, nanoTime.getAsLong(), this::ask);
        state = before.running(run);
        boolean started = false;
        try {
            started = threads.start(run);
        } finally {
            if (!started) {
                state = before;
            }
        }
        return started;
    }

    /** Tells of a run that is late, and interrupts it where that is wanted. */
    void mind() {
        CheckRun run = state.run();
        if (run != null && isLate(run) && run.becomesLate()) {
            log.late();
            if (settings.interrupt()) {
                run.interrupt();
            }
        }
    }

    /**
     * Waits for a run that began a moment ago, when there is no result that could be shown without saying more.
     *
     * @param visit whose wait it is
     */
    void await(Visit visit) {
        State<H> now = state;
        CheckRun run = now.run();
        if (run == null || (now.answered() && age(now) <= settings.fresh())) {
            return;
        }
        long left = settings.patience() - since(run.start());
        if (left > 0) {
            visit.await(run, left);
        }
    }

    /** What is known of it now; null when it has nothing to say. */
    @Nullable
    H read(boolean details) {
        State<H> now = state;
        CheckRun run = now.run();
        boolean late = run != null && isLate(run);
        if (now.answered() && !late && age(now) <= settings.fresh()) {
            return now.health() == null || details ? now.health() : api.bare(now.health());
        }
        if (run == null && (!isAwake() || age(now) > settings.usable())) {
            // Old, because nobody wanted to know or no thread was left to ask on: that is no failure.
            HealthResult rests = HealthResult.unknown().with("error", "Not asked for long");
            return details ? api.health(rests) : api.bare(api.health(rests));
        }
        boolean over = run != null && late && silence(now, run) > settings.usable();
        boolean counts = now.answered() && age(now) <= settings.usable();
        H health = over || !counts ? api.health(settings.unanswered(over)) : now.health();
        if (health == null) {
            return null;
        }
        return details ? api.with(health, staleness(now)) : api.bare(health);
    }

    /** The status a reader sees now. */
    HealthResult.Status status() {
        H health = read(false);
        return health == null ? HealthResult.Status.UNKNOWN : api.status(health);
    }

    /** How old the last result is, in nanoseconds; less than zero when there is none. */
    long age() {
        State<H> now = state;
        return now.answered() ? age(now) : -1;
    }

    /** How long the last result took, in nanoseconds; less than zero when there is none. */
    long took() {
        return state.took();
    }

    /** For how long it has been asked in vain: what was too old before it was asked again was nobody's failure. */
    private long silence(State<H> now, CheckRun run) {
        boolean rested = run.start() - now.at() > settings.usable();
        return now.answered() && !rested ? age(now) : since(run.start());
    }

    private Map<String, Object> staleness(State<H> now) {
        Map<String, Object> staleness = new LinkedHashMap<>();
        staleness.put("stale", true);
        if (now.answered()) {
            staleness.put("age_ms", TimeUnit.NANOSECONDS.toMillis(age(now)));
        }
        CheckRun run = now.run();
        if (run != null) {
            staleness.put("in_flight_ms", TimeUnit.NANOSECONDS.toMillis(since(run.start())));
        }
        return staleness;
    }

    private long age(State<H> state) {
        return since(state.at());
    }

    private boolean isLate(CheckRun run) {
        return since(run.start()) > settings.timeout();
    }

    private long since(long time) {
        return nanoTime.getAsLong() - time;
    }

    /** What it says; null when it has nothing to say. */
    @Nullable
    H question(String path, C asked) {
        return api.ask(path, asked);
    }

    private void ask(CheckRun run) {
        H health = null;
        try {
            health = question(name, contributor);
            log.said();
        } catch (Throwable failure) {
            health = api.health(
                    HealthResult.down().with("error", failure.getClass().getName()));
            log.threw(failure);
            if (failure instanceof VirtualMachineError fatal && !(failure instanceof StackOverflowError)) {
                throw fatal;
            }
        } finally {
            answered(run, health);
        }
    }

    private void answered(CheckRun run, @Nullable H health) {
        synchronized (this) {
            if (state.run() == run) {
                state = new State<>(nanoTime.getAsLong(), since(run.start()), health, null);
            }
        }
        // Without the lock, as a log may block and readers may need it.
        log.answered(!isLate(run));
    }

    /**
     * What is known at one moment.
     *
     * @param at when the last result came, or when it was begun to wait for one
     * @param took how long it took, in nanoseconds; less than zero when there was no result
     * @param health the last result; null also when it had nothing to say
     * @param run the run that is on its way
     */
    private record State<H>(long at, long took, @Nullable H health, @Nullable CheckRun run) {

        boolean answered() {
            return took >= 0;
        }

        State<H> running(CheckRun next) {
            return new State<>(at, took, health, next);
        }
    }
}
