package dev.vigie.health;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final long patience;

    private @Nullable Search<C> latest;

    MemberSearch(String path, ContributorApi<C, H> api, long patience) {
        this.path = path;
        this.api = api;
        this.patience = Math.max(LEAST, patience);
    }

    /** The member of this name, or one that says why nobody knows; null when there is none. */
    @Nullable
    C find(String name, C composite, CheckThreads threads) {
        long end = System.nanoTime() + patience;
        while (true) {
            Search<C> search = search(name, composite, threads);
            if (search == null) {
                return saying(HealthResult.unknown().with("error", "No answer yet"));
            }
            boolean mine = search.name().equals(name);
            try {
                C found = search.found().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (mine) {
                    return found;
                }
            } catch (TimeoutException late) {
                if (mine) {
                    search.missed().set(true);
                }
                return saying(HealthResult.unknown().with("error", "No answer yet"));
            } catch (ExecutionException failure) {
                if (mine) {
                    return thrown(failure.getCause());
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return saying(HealthResult.unknown().with("error", "No answer yet"));
            }
        }
    }

    private C thrown(@Nullable Throwable failure) {
        String kind = (failure == null ? Error.class : failure.getClass()).getName();
        return saying(HealthResult.down().with("error", kind));
    }

    private C saying(HealthResult result) {
        H health = api.health(result);
        return api.saying(details -> details ? health : api.bare(health));
    }

    /** The search that is going on, for whatever name, or else a new one; null where no thread is left for it. */
    private synchronized @Nullable Search<C> search(String name, C composite, CheckThreads threads) {
        Search<C> going = latest;
        if (going != null && (!going.found().isDone() || (going.name().equals(name) && going.isForTheNext()))) {
            return going;
        }
        CompletableFuture<@Nullable C> found = new CompletableFuture<>();
        Search<C> next = new Search<>(name, found, new AtomicBoolean());
        latest = next;
        if (!threads.start(new CheckRun(path, System.nanoTime(), run -> search(name, composite, found)))) {
            latest = null;
            return null;
        }
        return next;
    }

    private void search(String name, C composite, CompletableFuture<@Nullable C> found) {
        try {
            found.complete(api.child(composite, name));
        } catch (Exception | Error failure) {
            found.completeExceptionally(failure);
        }
    }

    /**
     * One search.
     *
     * @param name of the member
     * @param found completed with null when there is no such member
     * @param missed whether who asked did not wait that long
     */
    private record Search<C>(String name, CompletableFuture<@Nullable C> found, AtomicBoolean missed) {

        boolean isForTheNext() {
            return missed.getAndSet(false);
        }
    }
}
