package dev.vigie.health;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All contributors, by their paths. To look through it takes no time, whatever composites of the application do
 * meanwhile; only who reads such a composite waits a little where it has not said yet what is in it.
 *
 * @param <C> the contributor type of the Spring Boot line
 * @param <H> the type of what it says
 */
final class ContributorTree<C, H> {

    private final ContributorApi<C, H> api;
    private final BoundedSettings settings;
    private final CheckThreads threads;
    private final Map<String, CompositeMembers<C, H>> composites = new ConcurrentHashMap<>();

    private volatile Supplier<Map<String, C>> roots = Map::of;

    ContributorTree(ContributorApi<C, H> api, BoundedSettings settings, CheckThreads threads) {
        this.api = api;
        this.settings = settings;
        this.threads = threads;
    }

    void of(Supplier<Map<String, C>> contributors) {
        roots = contributors;
    }

    /** Shows every contributor that has no members, and says whether all composites have named theirs. */
    boolean look(BiConsumer<String, C> visitor) {
        Look<C> look = new Look<>(visitor, ConcurrentHashMap.newKeySet(), new StartShares(composites));
        boolean foundAll = look("", roots.get(), look);
        // What still runs keeps its place, so that it is not started beside itself.
        composites
                .entrySet()
                .removeIf(entry -> !look.seen().contains(entry.getKey())
                        && !entry.getValue().isRunning());
        return foundAll;
    }

    private boolean look(String prefix, Map<String, C> contributors, Look<C> look) {
        boolean foundAll = true;
        for (Map.Entry<String, C> entry : contributors.entrySet()) {
            foundAll &= look(prefix + entry.getKey(), entry.getValue(), look);
        }
        return foundAll;
    }

    private boolean look(String path, C contributor, Look<C> look) {
        Map<String, C> children;
        if (isAsked(path, contributor)) {
            look.seen().add(path);
            CompositeMembers<C, H> members = composite(path, contributor);
            look.shares().use(path, () -> members.startIfDue(threads));
            children = members.known();
            if (children == null) {
                return false;
            }
        } else {
            // What Spring Boot is to ask alone is not looked into either.
            children = api.isFixed(contributor) ? api.children(contributor) : null;
        }
        if (children == null) {
            look.visitor().accept(path, contributor);
            return true;
        }
        return look(path + "/", children, look);
    }

    /**
     * The members that a reader of this composite finds.
     *
     * @param startAll starts whatever is due, so that the waits for several composites are one wait
     */
    Map<String, C> members(String path, C composite, Runnable startAll) {
        if (!isAsked(path, composite)) {
            return Objects.requireNonNull(api.children(composite));
        }
        CompositeMembers<C, H> members = composite(path, composite);
        if (members.isMissed()) {
            startAll.run();
            new StartShares(composites).use(path, () -> members.startIfDue(threads));
        }
        members.await();
        return members.told();
    }

    /** The member of this name that a reader of this composite finds, or null. */
    @Nullable
    C member(String path, C composite, String name) {
        return isAsked(path, composite)
                ? composite(path, composite).member(name, composite, threads)
                : api.child(composite, name);
    }

    void forget(String name) {
        composites.keySet().removeIf(path -> path.equals(name) || path.startsWith(name + "/"));
    }

    void each(Consumer<BoundedCheck<C, H>> consumer) {
        composites.values().forEach(consumer);
    }

    /** Whether it is a composite that may take long to say what is in it. */
    private boolean isAsked(String path, C contributor) {
        return !api.isFixed(contributor) && settings.isBounded(path);
    }

    private CompositeMembers<C, H> composite(String path, C contributor) {
        CompositeMembers<C, H> members = composites.computeIfAbsent(
                path,
                name -> new CompositeMembers<>(
                        name, contributor, api, settings.of(name, true).ofMembers(), System::nanoTime));
        members.of(contributor);
        return members;
    }

    /**
     * One look through all of it.
     *
     * @param seen the composites that were there
     */
    private record Look<C>(BiConsumer<String, C> visitor, Set<String> seen, StartShares shares) {}
}
