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
import java.util.function.LongSupplier;
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
    private final LongSupplier nanoTime;
    private final Map<String, CompositeMembers<C, H>> composites = new ConcurrentHashMap<>();

    private volatile Supplier<Map<String, C>> roots = Map::of;

    ContributorTree(ContributorApi<C, H> api, BoundedSettings settings, CheckThreads threads, LongSupplier nanoTime) {
        this.api = api;
        this.settings = settings;
        this.threads = threads;
        this.nanoTime = nanoTime;
    }

    void of(Supplier<Map<String, C>> contributors) {
        roots = contributors;
    }

    /** How many may be asked at once, composites included. */
    StartShares shares(Map<String, ? extends BoundedCheck<?, ?>> checks) {
        return new StartShares(checks, composites);
    }

    /** Shows every contributor that has no members. */
    Sight look(StartShares shares, BiConsumer<String, C> visitor) {
        Look<C> look = new Look<>(visitor, new Sight(new HashSet<>(), new ArrayList<>()), shares);
        look("", roots.get(), look);
        return look.sight();
    }

    /** Forgets composites that are gone; what still runs keeps its place, so that it is not started beside itself. */
    void keep(Sight sight) {
        composites
                .entrySet()
                .removeIf(entry -> !sight.composites().contains(entry.getKey())
                        && !sight.mayHold(entry.getKey())
                        && entry.getValue().retire());
    }

    private void look(String prefix, Map<String, C> contributors, Look<C> look) {
        contributors.forEach((name, contributor) -> look(prefix + name, contributor, look));
    }

    private void look(String path, C contributor, Look<C> look) {
        Map<String, C> children;
        if (isAsked(path, contributor)) {
            look.sight().composites().add(path);
            CompositeMembers<C, H> members = composite(path, contributor);
            look.shares().useToList(path, () -> members.startIfDue(threads));
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
     * @param visit whose waits are one wait
     * @param startAll starts whatever is due
     */
    Map<String, C> members(Visit visit, String path, C composite, Supplier<StartShares> startAll) {
        if (!isAsked(path, composite)) {
            return Objects.requireNonNull(api.children(composite));
        }
        CompositeMembers<C, H> members = listed(visit, path, composite, startAll);
        while (members.isRetired()) {
            members = listed(visit, path, composite, startAll);
        }
        return members.told();
    }

    private CompositeMembers<C, H> listed(Visit visit, String path, C composite, Supplier<StartShares> startAll) {
        CompositeMembers<C, H> members = composite(path, composite);
        if (members.isMissed()) {
            visit.start(false, startAll, shares -> shares.useToList(path, () -> members.startIfDue(threads)));
        }
        members.await(visit);
        return members;
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
        if (running) {
            return found(path, composite, name);
        }
        C member = api.child(composite, name);
        if (member != null) {
            composite(path, composite).found(name, member);
        }
        return member;
    }

    private @Nullable C found(String path, C composite, String name) {
        CompositeMembers<C, H> members;
        C member;
        do {
            members = composite(path, composite);
            member = members.member(name, composite, threads);
        } while (members.isRetired());
        return member;
    }

    /** The names of these contributors, and of what tells whether a composite says what is in it. */
    Set<String> named(Set<String> contributors, Sight sight) {
        Set<String> names = new HashSet<>(contributors);
        for (String composite : sight.composites()) {
            String usual = composite + "/" + CompositeMembers.TROUBLE;
            names.add(contributors.contains(usual) ? composite + "/" + CompositeMembers.TROUBLE_BESIDE_MEMBER : usual);
        }
        return Set.copyOf(names);
    }

    /** What tells under this name whether a composite says what is in it, or null when that is none. */
    @Nullable
    BoundedCheck<C, H> lister(String path) {
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        boolean meant = slash > 0
                && (name.equals(CompositeMembers.TROUBLE) || name.equals(CompositeMembers.TROUBLE_BESIDE_MEMBER));
        return meant ? composites.get(path.substring(0, slash)) : null;
    }

    void forget(String name) {
        forget(name, composites);
    }

    /** Forgets what is kept under this name and inside it, and has none of it started any more. */
    static void forget(String name, Map<String, ? extends BoundedCheck<?, ?>> kept) {
        kept.entrySet().removeIf(entry -> {
            boolean meant = entry.getKey().equals(name) || entry.getKey().startsWith(name + "/");
            if (meant) {
                entry.getValue().replace();
            }
            return meant;
        });
    }

    void each(Consumer<BoundedCheck<C, H>> consumer) {
        composites.values().forEach(consumer);
    }

    /** Whether it is a composite that may take long to say what is in it. */
    private boolean isAsked(String path, C contributor) {
        return !api.isFixed(contributor) && settings.isBounded(path);
    }

    private CompositeMembers<C, H> composite(String path, C contributor) {
        CompositeMembers<C, H> members = composites.compute(
                path,
                (name, kept) -> kept != null && !kept.isRetired()
                        ? kept
                        : new CompositeMembers<>(
                                name, contributor, api, settings.of(name, true).ofMembers(), nanoTime));
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
