package dev.vigie.health;

import dev.vigie.feature.StartupProblems;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

    private final List<Consumer<Set<String>>> namesListeners = new CopyOnWriteArrayList<>();

    /** The names that were told last; empty also to have them told again. */
    private volatile Set<String> told = Set.of();

    /** Whether the application has just become ready. */
    private volatile boolean ready;

    /** Whether the last look failed, which was told then; of the refreshing thread. */
    private boolean troubled;

    private @Nullable ScheduledThreadPoolExecutor refresh;

    /** Whether it has been started. */
    private volatile boolean begun;

    public BoundedHealth(ContributorApi<C, H> api, HealthProperties properties) {
        this.api = api;
        this.settings = new BoundedSettings(properties);
        this.tree = new ContributorTree<>(api, settings, threads);
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

    /**
     * What this contributor said last. Waits only where there is no result yet, or none that is young enough.
     *
     * @param path its name, such as {@code db/orders}
     * @param details whether the reader may see details
     * @return null when it has nothing to say
     */
    public @Nullable H read(String path, C contributor, boolean details) {
        BoundedCheck<C, H> check = check(path, contributor);
        boolean rested = check.wake();
        if (check.isMissed()) {
            // All at once: their waits are then one wait, however many of them are read after one another.
            startDue(rested, new HashSet<>());
            new StartShares(checks).use(path, () -> check.startIfDue(threads));
        }
        check.await();
        return check.read(details);
    }

    /** What is inside this composite, by the names; where it does not say so in time, a component that says that. */
    public Map<String, C> members(String path, C composite) {
        return tree.members(path, composite, () -> startDue(false, new HashSet<>()));
    }

    /** The member of this name inside this composite, or null when there is none. */
    public @Nullable C member(String path, C composite, String name) {
        return tree.member(path, composite, name, begun);
    }

    /** Has the names of all contributors that are asked here told, soon and whenever there are others. */
    void whenNamesChange(Consumer<Set<String>> listener) {
        namesListeners.add(listener);
        told = Set.of();
    }

    /** What is kept of the contributor of this name, or null when there is none. */
    @Nullable
    BoundedCheck<C, H> kept(String path) {
        return checks.get(path);
    }

    /** Forgets what a contributor said, and those inside it, because another may have its name now. */
    public void forget(String name) {
        tree.forget(name);
        checks.keySet().removeIf(path -> path.equals(name) || path.startsWith(name + "/"));
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
        if (check == null) {
            check = checks.computeIfAbsent(
                    path,
                    name -> new BoundedCheck<>(
                            name, contributor, api, settings.of(name, api.isCheck(contributor)), System::nanoTime));
        }
        check.of(contributor);
        return check;
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
        ContributorTree.Sight sight = startDue(false, found);
        checks.entrySet()
                .removeIf(entry -> !found.contains(entry.getKey())
                        && !sight.mayHold(entry.getKey())
                        && !entry.getValue().isRunning());
        tree.keep(sight);
        each(BoundedCheck::mind);
        tellNames();
        if (ready) {
            ready = !tellOfUnknownNames();
        }
        troubled = false;
    }

    private void tellNames() {
        if (!checks.keySet().equals(told)) {
            Set<String> names = Set.copyOf(checks.keySet());
            told = names;
            namesListeners.forEach(listener -> listener.accept(names));
        }
    }

    /** Returns false where not all names are known yet. */
    private boolean tellOfUnknownNames() {
        Set<String> names = new TreeSet<>();
        if (!tree.look((path, contributor) -> names.add(path)).unnamed().isEmpty()) {
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

    /**
     * Starts what is due.
     *
     * @param resting whether also those that nobody has read for long
     * @param found gets the names of all there are
     */
    private ContributorTree.Sight startDue(boolean resting, Set<String> found) {
        StartShares shares = new StartShares(checks);
        return tree.look((path, contributor) -> {
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
