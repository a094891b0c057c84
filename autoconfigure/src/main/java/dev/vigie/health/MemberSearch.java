package dev.vigie.health;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks a composite of the application's own for a member that it does not name when it is asked for all. One search at
 * a time has a thread, so that a composite that hangs holds no more than that, whatever names readers ask for.
 *
 * @param <C> the contributor type
 * @param <H> the type of what it says
 */
final class MemberSearch<C, H> {

    /** Whether there is such a member cannot be said without asking, so who wants no wait waits a little here, too. */
    private static final long LEAST = TimeUnit.MILLISECONDS.toNanos(100);

    private final String path;
    private final ContributorApi<C, H> api;
    private final CheckSettings settings;
    private final LongSupplier nanoTime;
    private final CheckLog log;

    private volatile @Nullable Search<C> latest;

    MemberSearch(String path, ContributorApi<C, H> api, CheckSettings settings, LongSupplier nanoTime) {
        this.path = path;
        this.api = api;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.log = new CheckLog(path, settings);
    }

    /** Whether a search has a thread. */
    boolean isGoing() {
        Search<C> search = latest;
        return search != null && search.isGoing();
    }

    /** Tells of a search that is late, and interrupts it where that is wanted. */
    void mind() {
        Search<C> search = latest;
        if (search != null
                && search.isGoing()
                && isLate(search.run())
                && search.run().becomesLate()) {
            log.searchIsLate();
            if (settings.interrupt()) {
                search.run().interrupt();
            }
        }
    }

    /**
     * The member of this name, or one that says why nobody knows; null when there is none.
     *
     * @param start starts a search, where it still may
     */
    @Nullable
    C find(String name, C composite, Predicate<CheckRun> start) {
        long end = nanoTime.getAsLong() + Math.max(LEAST, settings.patience());
        while (true) {
            Search<C> search = search(name, composite, start);
            if (search == null) {
                return saying(HealthResult.unknown().with("error", "No answer yet"));
            }
            boolean missed = search.missed().get();
            Answer<C> answer = search.await(Math.max(0, end - nanoTime.getAsLong()));
            boolean mine = search.name().equals(name);
            if (answer == null) {
                search.missed().compareAndSet(false, mine);
                return saying(waiting(since(search.run().start())));
            }
            if (mine) {
                search.missed().set(false);
                String error = answer.error();
                return error == null ? answer.member() : saying(thrown(error, missed ? since(answer.at()) : -1));
            }
        }
    }

    private HealthResult waiting(long inFlight) {
        return settings.unanswered(inFlight > settings.usable())
                .with("stale", true)
                .with("in_flight_ms", TimeUnit.NANOSECONDS.toMillis(inFlight));
    }

    private static HealthResult thrown(String error, long age) {
        HealthResult down = HealthResult.down().with("error", error);
        return age < 0 ? down : down.with("stale", true).with("age_ms", TimeUnit.NANOSECONDS.toMillis(age));
    }

    private C saying(HealthResult result) {
        H health = api.health(result);
        return api.saying(details -> details ? health : api.bare(health));
    }

    /** The search that is going on, for whatever name, or else a new one; null where no thread is left for it. */
    private synchronized @Nullable Search<C> search(String name, C composite, Predicate<CheckRun> start) {
        Search<C> before = latest;
        if (before != null && (before.isGoing() || (before.name().equals(name) && isForTheNext(before)))) {
            return before;
        }
        CompletableFuture<Answer<C>> answer = new CompletableFuture<>();
        CheckRun run = new CheckRun(path, nanoTime.getAsLong(), going -> search(name, composite, going, answer));
        Search<C> next = new Search<>(name, run, answer, new AtomicBoolean());
        boolean started = false;
        latest = next;
        try {
            started = start.test(run);
        } finally {
            if (!started) {
                latest = before;
            }
        }
        return started ? next : null;
    }

    /** Who asked did not wait that long, and it is not too old for who asks now. */
    private boolean isForTheNext(Search<C> search) {
        Answer<C> answer = search.await(0);
        return search.missed().get() && answer != null && since(answer.at()) <= settings.fresh();
    }

    private void search(String name, C composite, CheckRun run, CompletableFuture<Answer<C>> answer) {
        C member = null;
        String error = null;
        try {
            member = api.child(composite, name);
        } catch (Throwable failure) {
            error = failure.getClass().getName();
            if (failure instanceof VirtualMachineError fatal && !(failure instanceof StackOverflowError)) {
                throw fatal;
            }
        } finally {
            answer.complete(new Answer<>(member, error, nanoTime.getAsLong()));
            log.answered(!isLate(run));
        }
    }

    private boolean isLate(CheckRun run) {
        return since(run.start()) > settings.timeout();
    }

    private long since(long time) {
        return nanoTime.getAsLong() - time;
    }

    /**
     * What a composite said.
     *
     * @param member null when there is no such member
     * @param error the class of what it threw instead
     * @param at when it did
     */
    private record Answer<C>(@Nullable C member, @Nullable String error, long at) {}

    /**
     * One search.
     *
     * @param name of the member
     * @param missed whether who asked did not wait that long, and nobody has got the answer since
     */
    private record Search<C>(String name, CheckRun run, CompletableFuture<Answer<C>> answer, AtomicBoolean missed) {

        boolean isGoing() {
            return !answer.isDone();
        }

        /** Null when there is none in time. */
        @Nullable
        Answer<C> await(long nanos) {
            try {
                return answer.get(nanos, TimeUnit.NANOSECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return null;
            } catch (TimeoutException | ExecutionException late) {
                return null;
            }
        }
    }
}
