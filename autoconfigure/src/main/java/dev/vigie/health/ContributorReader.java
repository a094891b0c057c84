package dev.vigie.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
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

    private static final int MANY = 100;

    /** Those that threw when they were last asked, to tell it once and not with every request. */
    private final Set<String> throwing = ConcurrentHashMap.newKeySet();

    /** What a status alone means: to ask Spring Boot is most of the work, and there is a handful of them. */
    private final Map<Object, Boolean> failing = new ConcurrentHashMap<>();

    /** What was read last: most readers find the same again. */
    private volatile Reading<H> last = new Reading<>(List.of(), List.of(), new HealthReading(List.of(), false));

    @Override
    public final HealthReading read() {
        Reading<H> before = last;
        List<String> names = new ArrayList<>(before.names().size() + 4);
        List<@Nullable H> said = new ArrayList<>(before.names().size() + 4);
        each((name, contributor) -> add(name, contributor, names, said));
        // A Health that is kept is the same object, so this looks at details only where there is a new result.
        if (said.equals(before.said()) && names.equals(before.names()) && !said.contains(null)) {
            return before.reading();
        }
        Reading<H> now = new Reading<>(names, said, reading(names, said, before));
        last = now;
        return now.reading();
    }

    @Override
    public final int size() {
        int[] size = {0};
        each((name, contributor) -> size[0]++);
        return size[0];
    }

    /** Shows the contributors at the top level. */
    protected abstract void each(BiConsumer<String, C> visitor);

    /** Shows the contributors inside this one, and says whether it is a composite at all. */
    protected abstract boolean eachInside(C contributor, BiConsumer<String, C> visitor);

    /** What this one says, or null when it has nothing to say. */
    protected abstract @Nullable H ask(C contributor);

    /** What is assumed of one that throws. */
    protected abstract H down();

    protected abstract HealthResult converted(H health);

    /** The status in the type of the Spring Boot line, which may be one of the application's own. */
    protected abstract Object status(H health);

    /** Whether the application wants an HTTP error for all these together. */
    protected abstract boolean isFailing(List<H> said);

    /** Adds null for one that throws. */
    private void add(String name, C contributor, List<String> names, List<@Nullable H> said) {
        try {
            if (eachInside(contributor, (child, inner) -> add(name + "/" + child, inner, names, said))) {
                return;
            }
            H health = ask(contributor);
            if (health != null) {
                names.add(name);
                said.add(health);
            }
            if (!throwing.isEmpty()) {
                throwing.remove(name);
            }
        } catch (Exception | LinkageError | AssertionError | StackOverflowError failure) {
            tell(name, failure);
            names.add(name);
            said.add(null);
        }
    }

    private HealthReading reading(List<String> names, List<@Nullable H> said, Reading<H> before) {
        List<ComponentHealth> components = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            H health = said.get(i);
            ComponentHealth known = health == null ? null : before.component(i, names.get(i), health);
            components.add(known == null ? component(names.get(i), health) : known);
        }
        boolean failing = isAsBefore(said, before.said()) ? before.reading().failing() : isFailing(all(said));
        return new HealthReading(components, failing);
    }

    /** To ask Spring Boot costs as much as all the rest, and most of what is new is a detail. */
    private boolean isAsBefore(List<@Nullable H> said, List<@Nullable H> before) {
        boolean same = said.size() == before.size() && !said.isEmpty();
        for (int i = 0; same && i < said.size(); i++) {
            H now = said.get(i);
            H then = before.get(i);
            same = now != null && then != null && status(now).equals(status(then));
        }
        return same;
    }

    private List<H> all(List<@Nullable H> said) {
        List<H> all = new ArrayList<>(said.size());
        said.forEach(health -> all.add(health == null ? down() : health));
        return all;
    }

    private ComponentHealth component(String name, @Nullable H health) {
        if (health == null) {
            return new ComponentHealth(name, HealthResult.down());
        }
        HealthResult result = converted(health);
        return new ComponentHealth(name, result, result.status().isBad() || isFailing(health));
    }

    private boolean isFailing(H health) {
        Object status = status(health);
        Boolean known = failing.get(status);
        if (known == null) {
            known = isFailing(List.of(health));
            if (failing.size() < MANY) {
                failing.put(status, known);
            }
        }
        return known;
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

    /**
     * What was read at one time.
     *
     * @param names the components in their order
     * @param said what each of them said; null for one that threw
     * @param reading what came of it
     */
    private record Reading<H>(List<String> names, List<@Nullable H> said, HealthReading reading) {

        /** What is known of the component at this place, if it said the same. */
        @Nullable
        ComponentHealth component(int place, String name, H health) {
            return place < names.size() && names.get(place).equals(name) && health.equals(said.get(place))
                    ? reading.components().get(place)
                    : null;
        }
    }
}
