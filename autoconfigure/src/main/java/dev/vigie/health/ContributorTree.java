package dev.vigie.health;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

    /** Shows every contributor that has no members. */
    Sight look(BiConsumer<String, C> visitor) {
        Look<C> look = new Look<>(visitor, new Sight(new HashSet<>(), new ArrayList<>()), new StartShares(composites));
        look("", roots.get(), look);
        return look.sight();
    }

    /** Forgets composites that are gone; what still runs keeps its place, so that it is not started beside itself. */
    void keep(Sight sight) {
        composites
                .entrySet()
                .removeIf(entry -> !sight.composites().contains(entry.getKey())
                        && !sight.mayHold(entry.getKey())
                        && !entry.getValue().isRunning());
    }

    private void look(String prefix, Map<String, C> contributors, Look<C> look) {
        contributors.forEach((name, contributor) -> look(prefix + name, contributor, look));
    }

    private void look(String path, C contributor, Look<C> look) {
        Map<String, C> children;
        if (isAsked(path, contributor)) {
            look.sight().composites().add(path);
            CompositeMembers<C, H> members = composite(path, contributor);
            look.shares().use(path, () -> members.startIfDue(threads));
            if (!members.hasNamed()) {
                look.sight().unnamed().add(path + "/");
            }
            children = members.known();
        } else {
            // What Spring Boot is to ask alone is not looked into either.
            children = api.isFixed(contributor) ? api.children(contributor) : null;
        }
        if (children == null) {
            look.visitor().accept(path, contributor);
        } else {
            look(path + "/", children, look);
        }
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
            new StartShares(composites).use(path, () -> members.startIfDue(threads));
            startAll.run();
        }
        members.await();
        return members.told();
    }

    /**
     * The member of this name that a reader of this composite finds, or null. Until the application runs, its composite
     * is asked as Spring Boot would ask it: whether there is such a member decides whether the application starts.
     */
    @Nullable
    C member(String path, C composite, String name, boolean running) {
        if (!isAsked(path, composite)) {
            return api.child(composite, name);
        }
        CompositeMembers<C, H> members = composite(path, composite);
        if (running) {
            return members.member(name, composite, threads);
        }
        C member = api.child(composite, name);
        if (member != null) {
            members.found(name, member);
        }
        return member;
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

    /** One look through all of it. */
    private record Look<C>(BiConsumer<String, C> visitor, Sight sight, StartShares shares) {}

    /**
     * What was seen of the composites of the application.
     *
     * @param composites the paths of those that were there
     * @param unnamed the paths, with a slash, of those that have not named their members yet
     */
    record Sight(Set<String> composites, List<String> unnamed) {

        /** Whether it may be inside one that has not named its members. */
        boolean mayHold(String path) {
            return unnamed.stream().anyMatch(path::startsWith);
        }
    }
}
