package dev.vigie.health;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which components have series of their own: the first hundred, those outside of composites before those inside. */
final class ComponentLimit {

    static final int MOST = 100;

    /** What all further components are together. */
    static final String OTHER = "OTHER";

    private static final Logger log = LoggerFactory.getLogger(HealthMeters.class);

    private static final Comparator<String> OUTER_FIRST =
            Comparator.comparingLong(ComponentLimit::depth).thenComparing(Comparator.naturalOrder());

    /** Who had some keeps them, so that no series ends because another component comes. */
    private volatile Set<String> own = Set.of();

    private volatile Set<String> others = Set.of();

    private boolean told;

    /** Those that have series of their own. */
    Set<String> own() {
        return own;
    }

    /** Those that have one together. */
    Set<String> others() {
        return others;
    }

    /** All that there are now. */
    synchronized void of(Set<String> names) {
        Set<String> kept = new LinkedHashSet<>(own);
        kept.retainAll(names);
        names.stream()
                .filter(name -> !own.contains(name))
                .sorted(OUTER_FIRST)
                .limit(MOST - kept.size())
                .forEach(kept::add);
        own = Set.copyOf(kept);
        others = names.stream().filter(name -> !kept.contains(name)).collect(Collectors.toUnmodifiableSet());
        if (!others.isEmpty() && !told) {
            told = true;
            log.warn(
                    "There are {} health components; vigie_health has {} of them, and the worst of the others as"
                            + " component=\"{}\"",
                    names.size(),
                    MOST,
                    OTHER);
        }
    }

    private static long depth(String path) {
        return path.chars().filter(c -> c == '/').count();
    }
}
