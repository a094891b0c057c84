package dev.vigie.health;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All contributors that are no composite, by their paths. To look through it takes no time, whatever composites of the
 * application do meanwhile.
 *
 * @param <C> the contributor type of the Spring Boot line
 */
final class ContributorTree<C> {

    private static final Logger log = LoggerFactory.getLogger(BoundedHealth.class);

    private final ContributorApi<C, ?> api;
    private final CheckThreads threads;
    private final Map<String, CompositeMembers<C>> composites = new ConcurrentHashMap<>();

    private volatile Supplier<Map<String, C>> roots = Map::of;

    ContributorTree(ContributorApi<C, ?> api, CheckThreads threads) {
        this.api = api;
        this.threads = threads;
    }

    void of(Supplier<Map<String, C>> contributors) {
        roots = contributors;
    }

    /** Shows every contributor that is no composite, and says whether all composites could be looked through. */
    boolean look(BiConsumer<String, C> visitor) {
        boolean foundAll = true;
        Set<String> seen = ConcurrentHashMap.newKeySet();
        for (Map.Entry<String, C> root : roots.get().entrySet()) {
            try {
                foundAll &= look(root.getKey(), root.getValue(), seen, visitor);
            } catch (Exception | Error failure) {
                // A composite that cannot say what is in it: the one who reads it hears of that.
                foundAll = false;
                log.debug("Health contributor {} could not be looked through", root.getKey(), failure);
            }
        }
        composites.keySet().retainAll(seen);
        return foundAll;
    }

    private boolean look(String path, C contributor, Set<String> seen, BiConsumer<String, C> visitor) {
        if (!api.isFixed(contributor)) {
            seen.add(path);
            Map<String, C> members = composites
                    .computeIfAbsent(path, CompositeMembers::new)
                    .latest(threads, () -> membersOf(path, contributor));
            if (members == null) {
                return false;
            }
            members.forEach(visitor);
            return true;
        }
        Map<String, C> children = api.children(contributor);
        if (children == null) {
            visitor.accept(path, contributor);
            return true;
        }
        boolean foundAll = true;
        for (Map.Entry<String, C> child : children.entrySet()) {
            foundAll &= look(path + "/" + child.getKey(), child.getValue(), seen, visitor);
        }
        return foundAll;
    }

    private Map<String, C> membersOf(String path, C composite) {
        Map<String, C> members = new LinkedHashMap<>();
        collect(path, composite, members);
        return members;
    }

    private void collect(String path, C contributor, Map<String, C> members) {
        Map<String, C> children = api.children(contributor);
        if (children == null) {
            members.put(path, contributor);
        } else {
            children.forEach((name, child) -> collect(path + "/" + name, child, members));
        }
    }
}
