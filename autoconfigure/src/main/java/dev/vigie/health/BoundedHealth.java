package dev.vigie.health;

import dev.vigie.feature.StartupProblems;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

/**
 * Asks every contributor in the background, each on a thread of its own and at most once at a time, and keeps what they
 * say. Whoever wants to know reads that.
 *
 * @param <C> the contributor type of the Spring Boot line
 * @param <H> the type of what it says
 */
public final class BoundedHealth<C, H>
        implements SmartLifecycle, DisposableBean, ApplicationListener<ApplicationReadyEvent> {

    private static final Logger log = LoggerFactory.getLogger(BoundedHealth.class);

    /**
     * Just before the port opens and just after it is closed: earlier, connections that are lifecycle beans themselves
     * are not open yet, and would be kept as DOWN.
     */
    private static final int BEFORE_THE_WEB_SERVER = DEFAULT_PHASE - 2 * 1024 - 1;

    private final ContributorApi<C, H> api;
    private final BoundedSettings settings;
    private final CheckThreads threads = new CheckThreads();
    private final ContributorTree<C, H> tree;
    private final Map<String, BoundedCheck<C, H>> checks = new ConcurrentHashMap<>();

    private final NameListeners names = new NameListeners();
    private final LongSupplier nanoTime;

    /** Whether the application has just become ready. */
    private volatile boolean ready;

    /** Whether the last look failed, which was told then; of the refreshing thread. */
    private boolean troubled;

    private @Nullable ScheduledThreadPoolExecutor refresh;

    /** Whether it has been started. */
    private volatile boolean begun;

    public BoundedHealth(ContributorApi<C, H> api, HealthProperties properties) {
        this(api, properties, System::nanoTime);
    }

    BoundedHealth(ContributorApi<C, H> api, HealthProperties properties, LongSupplier nanoTime) {
        this.api = api;
        this.settings = new BoundedSettings(properties);
        this.nanoTime = nanoTime;
        this.tree = new ContributorTree<>(api, settings, threads, nanoTime);
    }

    /** Says where the contributors are that nobody has asked for yet. */
    public void watch(Supplier<Map<String, C>> contributors) {
        tree.of(contributors);
    }

    /**
     * Whether this contributor is asked here; any other is to be asked as if this were not there.
     *
     * @param path its name, such as {@code db/orders}
     */
    public boolean isBounded(String path, C contributor) {
        return settings.isBounded(path) && !api.isInMemory(contributor);
    }

    /** For a reader who comes now. */
    public Visit visit() {
        return new Visit(nanoTime, settings.maxWait());
    }

    /**
     * What this contributor said last. Waits only where there is no result yet, or none that is young enough.
     *
     * @param visit whose waits are one wait
     * @param path its name, such as {@code db/orders}
     * @param details whether the reader may see details
     * @return null when it has nothing to say
     */
    public @Nullable H read(Visit visit, String path, C contributor, boolean details) {
        BoundedCheck<C, H> check = check(path, contributor);
        while (isMissed(visit, check, path) && check.isRetired()) {
            check = check(path, contributor);
        }
        check.await(visit);
        return check.read(details);
    }

    private boolean isMissed(Visit visit, BoundedCheck<C, H> check, String path) {
        boolean rested = check.wake();
        boolean missed = check.isMissed();
        if (missed) {
            // All at once: their waits are then one wait, however many of them are read after one another.
            visit.start(rested, () -> startDue(rested), shares -> shares.use(path, () -> check.startIfDue(threads)));
        }
        return missed;
    }

    /** What is inside this composite, by the names; where it does not say so in time, a component that says that. */
    public Map<String, C> members(Visit visit, String path, C composite) {
        return tree.members(visit, path, composite, () -> startDue(false));
    }

    /** The member of this name inside this composite, or null when there is none. */
    public @Nullable C member(String path, C composite, String name) {
        return tree.member(path, composite, name, begun);
    }

    /** Has the names of all contributors that are asked here told, soon and whenever there are others. */
    void whenNamesChange(Consumer<Set<String>> listener) {
        names.add(listener);
    }

    /** What is kept of the contributor of this name, or null when there is none. */
    @Nullable
    BoundedCheck<C, H> kept(String path) {
        BoundedCheck<C, H> check = checks.get(path);
        return check == null ? tree.lister(path) : check;
    }

    /** Forgets what a contributor said, and those inside it, because another may have its name now. */
    public void forget(String name) {
        tree.forget(name);
        ContributorTree.forget(name, checks);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the task guards itself
    public synchronized void start() {
        if (refresh == null) {
            begun = true;
            threads.open();
            each(check -> check.quiet(false));
            long pause = Math.min(500, Math.max(20, settings.shortest().toMillis() / 10));
            refresh = new ScheduledThreadPoolExecutor(1, CheckThreads.daemons(CheckThreads.PREFIX + "-refresh"));
            refresh.scheduleWithFixedDelay(this::refresh, 0, pause, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void stop() {
        if (refresh != null) {
            refresh.shutdownNow();
            refresh = null;
        }
        // What is interrupted now may throw, and was not asked for.
        each(check -> check.quiet(true));
        threads.close();
    }

    @Override
    public synchronized boolean isRunning() {
        return refresh != null;
    }

    @Override
    public int getPhase() {
        return BEFORE_THE_WEB_SERVER;
    }

    /** Also where the start failed, and somebody had asked by then. */
    @Override
    public void destroy() {
        stop();
    }

    /** Only now all contributors have been registered. */
    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        // Left to the other thread: a composite that hangs when it is looked through must not hold the start.
        ready = true;
    }

    private void each(Consumer<BoundedCheck<C, H>> consumer) {
        checks.values().forEach(consumer);
        tree.each(consumer);
    }

    private BoundedCheck<C, H> check(String path, C contributor) {
        BoundedCheck<C, H> check = checks.get(path);
        if (check == null || check.isRetired()) {
            check = checks.compute(
                    path, (name, kept) -> kept != null && !kept.isRetired() ? kept : made(name, contributor));
        }
        check.of(contributor);
        return check;
    }

    private BoundedCheck<C, H> made(String path, C contributor) {
        return new BoundedCheck<>(path, contributor, api, settings.of(path, api.isCheck(contributor)), nanoTime);
    }

    private void refresh() {
        try {
            lookAround();
        } catch (Exception | Error failure) {
            // Whatever it is, the next look may be better, and one that is thrown here would be the last.
            tell(failure);
        }
    }

    private void tell(Throwable failure) {
        try {
            if (!troubled) {
                troubled = true;
                log.warn(
                        "Health contributors could not be looked at: {}",
                        failure.getClass().getName());
            }
            log.debug("Health contributors could not be looked at", failure);
        } catch (Exception | Error noMemory) {
            // It stays untold.
        }
    }

    private void lookAround() {
        Set<String> found = new HashSet<>();
        ContributorTree.Sight sight = startDue(false, found, tree.shares(checks));
        checks.entrySet()
                .removeIf(entry -> !found.contains(entry.getKey())
                        && !sight.mayHold(entry.getKey())
                        && entry.getValue().retire());
        tree.keep(sight);
        each(BoundedCheck::mind);
        if (ready) {
            ready = !tellOfUnknownNames();
        }
        // Not all that is kept: a member that is not named was found by what a client called it.
        names.tell(tree.named(found, sight));
        troubled = false;
    }

    /** Returns false where not all names are known yet. */
    private boolean tellOfUnknownNames() {
        Set<String> names = new TreeSet<>();
        if (!tree.look(tree.shares(checks), (path, contributor) -> names.add(path))
                .unnamed()
                .isEmpty()) {
            return false;
        }
        for (String unknown : settings.unknown(names)) {
            String name = StartupProblems.printable(unknown);
            StartupProblems.warn(
                    "There is a property vigie.health.checks[%s], but no health component of that name."
                            .formatted(name),
                    "Name one of %s, or remove vigie.health.checks[%s]."
                            .formatted(StartupProblems.printable(String.join(", ", names), 500), name));
        }
        return true;
    }

    private StartShares startDue(boolean resting) {
        StartShares shares = tree.shares(checks);
        startDue(resting, new HashSet<>(), shares);
        return shares;
    }

    /**
     * Starts what is due.
     *
     * @param resting whether also those that nobody has read for long
     * @param found gets the names of all there are
     */
    private ContributorTree.Sight startDue(boolean resting, Set<String> found, StartShares shares) {
        return tree.look(shares, (path, contributor) -> {
            if (isBounded(path, contributor)) {
                found.add(path);
                BoundedCheck<C, H> check = check(path, contributor);
                if (resting || check.isAwake()) {
                    shares.use(path, () -> check.startIfDue(threads));
                }
            }
        });
    }
}
