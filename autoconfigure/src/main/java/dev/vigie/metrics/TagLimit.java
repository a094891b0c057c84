package dev.vigie.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the values of a tag few before there is a meter of each: the first ones are themselves, all others are one. A
 * meter filter could only take the meters away, and with them what they count.
 */
public final class TagLimit {

    /** What the values are that found no room. */
    public static final String OTHER = "OTHER";

    private static final Logger log = LoggerFactory.getLogger(TagLimit.class);

    private final int most;
    private final Set<String> always;
    private final String name;
    private final String key;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private volatile boolean full;
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * A limit nobody has come near.
     *
     * @param name the meter and its tag, for the log
     * @param most how many different values the tag may have, {@link #OTHER} included
     * @param key the property that says how many
     * @param always values that have their place whatever comes before them
     */
    public TagLimit(String name, int most, String key, Set<String> always) {
        this.name = name;
        this.most = most;
        this.key = key;
        this.always = Set.copyOf(always);
    }

    /** The value itself when it is one of the first, or {@link #OTHER}. */
    public String limited(String value) {
        if (known.contains(value) || always.contains(value)) {
            return value;
        }
        // Without a lock once it is full: then it is asked for each of the others, again and again.
        return !full && isAdded(value) ? value : other();
    }

    private boolean isAdded(String value) {
        synchronized (known) {
            full = known.size() >= most - always.size() - 1;
            return known.contains(value) || (!full && known.add(value));
        }
    }

    private String other() {
        if (!told.get() && told.compareAndSet(false, true)) {
            log.warn("{} has {} values; all further ones are {}. {} raises the limit", name, most, OTHER, key);
        }
        return OTHER;
    }
}
