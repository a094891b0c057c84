package dev.vigie.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a tree of contributors, each on its own, so that one that throws is one that is DOWN and nothing more.
 *
 * @param <C> the contributor type of the Spring Boot line
 */
public abstract class ContributorReader<C> implements HealthReader {

    private static final Logger log = LoggerFactory.getLogger(HealthReader.class);

    @Override
    public final List<ComponentHealth> read() {
        List<ComponentHealth> components = new ArrayList<>();
        contributors().forEach((name, contributor) -> add(name, contributor, components));
        return components;
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
    protected abstract @Nullable HealthResult check(C contributor);

    private void add(String name, C contributor, List<ComponentHealth> components) {
        try {
            Map<String, C> children = children(contributor);
            if (children != null) {
                children.forEach((child, inner) -> add(name + "/" + child, inner, components));
                return;
            }
            HealthResult result = check(contributor);
            if (result != null) {
                components.add(new ComponentHealth(name, result));
            }
        } catch (Exception | LinkageError | AssertionError | StackOverflowError failure) {
            log.debug("Health contributor {} failed", name, failure);
            components.add(new ComponentHealth(name, HealthResult.down()));
        }
    }
}
