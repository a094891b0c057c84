package dev.vigie.health;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a tree of contributors, each on its own, so that one that throws is one that is DOWN and nothing more.
 *
 * @param <C> the contributor type of the Spring Boot line
 * @param <H> the type of what it says
 */
public abstract class ContributorReader<C, H> implements HealthReader {

    private static final Logger log = LoggerFactory.getLogger(HealthReader.class);

    /** Those that threw when they were last asked, to tell it once and not with every request. */
    private final Set<String> throwing = ConcurrentHashMap.newKeySet();

    @Override
    public final HealthReading read() {
        List<ComponentHealth> components = new ArrayList<>();
        List<H> said = new ArrayList<>();
        // Nearly all have the same status, and to ask what it means to Spring Boot is most of the work.
        Map<Object, Boolean> failing = new HashMap<>();
        contributors().forEach((name, contributor) -> add(name, contributor, components, said, failing));
        return new HealthReading(components, isFailing(said));
    }

    @Override
    public final int size() {
        return contributors().size();
    }

    /** The contributors at the top level. */
    protected abstract Map<String, C> contributors();

    /** The contributors inside this one, or null when it is no composite. */
    protected abstract @Nullable Map<String, C> children(C contributor);

    /** What this one says, or null when it has nothing to say. */
    protected abstract @Nullable H ask(C contributor);

    /** What is assumed of one that throws. */
    protected abstract H down();

    protected abstract HealthResult converted(H health);

    /** The status in the type of the Spring Boot line, which may be one of the application's own. */
    protected abstract Object status(H health);

    /** Whether the application wants an HTTP error for all these together. */
    protected abstract boolean isFailing(List<H> said);

    private void add(
            String name, C contributor, List<ComponentHealth> components, List<H> said, Map<Object, Boolean> failing) {
        try {
            Map<String, C> children = children(contributor);
            if (children != null) {
                children.forEach((child, inner) -> add(name + "/" + child, inner, components, said, failing));
                return;
            }
            H health = ask(contributor);
            if (health != null) {
                HealthResult result = converted(health);
                boolean bad = result.status().isBad()
                        || failing.computeIfAbsent(status(health), status -> isFailing(List.of(health)));
                components.add(new ComponentHealth(name, result, bad));
                said.add(health);
            }
            throwing.remove(name);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError failure) {
            tell(name, failure);
            components.add(new ComponentHealth(name, HealthResult.down()));
            said.add(down());
        }
    }

    private void tell(String name, Throwable failure) {
        if (throwing.add(name)) {
            // The text of the exception may hold a secret, which WARN would carry far.
            log.warn(
                    "Health contributor {} threw {} and counts as DOWN until it answers again",
                    name,
                    failure.getClass().getName());
        }
        log.debug("Health contributor {} failed", name, failure);
    }
}
