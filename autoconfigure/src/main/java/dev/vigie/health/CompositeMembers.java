package dev.vigie.health;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is inside a composite of the application's own. To say that may take it as long as a check, where it asks a
 * database for its tenants, so it is looked through on a thread of its own, once at a time.
 *
 * @param <C> the contributor type
 */
final class CompositeMembers<C> {

    private static final Logger log = LoggerFactory.getLogger(BoundedHealth.class);

    /** Most say it at once, and then their members need not wait for the next look. */
    private static final long FIRST_WAIT = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long LATE = TimeUnit.SECONDS.toNanos(2);

    private final String path;

    private volatile @Nullable Map<String, C> known;
    private @Nullable CheckRun run;

    CompositeMembers(String path) {
        this.path = path;
    }

    /** Has it looked through unless that is going on, and answers what was found last; null when nothing was yet. */
    @Nullable
    Map<String, C> latest(CheckThreads threads, Supplier<Map<String, C>> walk) {
        CheckRun current = running(threads, walk);
        if (current != null) {
            long since = System.nanoTime() - current.start();
            if (known == null && since < FIRST_WAIT) {
                current.await(FIRST_WAIT - since);
            }
            if (since > LATE && current.becomesLate()) {
                log.warn("Health contributor {} has not said for {} ms what is in it", path, LATE / 1_000_000);
            }
        }
        return known;
    }

    private synchronized @Nullable CheckRun running(CheckThreads threads, Supplier<Map<String, C>> walk) {
        if (run == null) {
            CheckRun next = new CheckRun(path, System.nanoTime(), mine -> look(walk));
            run = next;
            boolean started = false;
            try {
                started = threads.start(next);
            } finally {
                if (!started) {
                    run = null;
                }
            }
        }
        return run;
    }

    private void look(Supplier<Map<String, C>> walk) {
        try {
            known = walk.get();
        } catch (Exception | Error failure) {
            log.debug("Health contributor {} could not be looked through", path, failure);
        } finally {
            over();
        }
    }

    private synchronized void over() {
        run = null;
    }
}
