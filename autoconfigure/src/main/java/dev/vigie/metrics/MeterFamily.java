package dev.vigie.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one name. When they have used up their room, the tag with the most values is closed: its further values
 * are one, {@link TagLimit#OTHER}, and what they count stays in the sums. Should the other tags have values without
 * end, too, the next one is closed, until nothing is left that could grow.
 *
 * <p>Only {@link MeterLimit} changes it, one thread at a time; anybody may read.
 */
final class MeterFamily {

    /** Two of these with the same tags are one. Of gauges the second one would be thrown away. */
    private static final Set<Meter.Type> ADDED_UP =
            Set.of(Meter.Type.COUNTER, Meter.Type.TIMER, Meter.Type.LONG_TASK_TIMER, Meter.Type.DISTRIBUTION_SUMMARY);

    private final Meter.Type type;
    private final Set<Meter.Id> members = ConcurrentHashMap.newKeySet();
    private volatile List<String> closed = List.of();
    private volatile boolean addedUp;
    private volatile boolean full;
    private int room;

    MeterFamily(Meter.Type type, int room) {
        this.type = type;
        this.addedUp = ADDED_UP.contains(type);
        this.room = room;
    }

    boolean contains(Meter.Id id) {
        return members.contains(id);
    }

    int size() {
        return members.size();
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    /** Whether a new member was refused the last time, and nothing has changed since. */
    boolean isFull() {
        return full;
    }

    /** The meter that counts for this one: itself where it is known or has room. */
    Meter.Id representative(Meter.Id id) {
        List<String> keys = closed;
        if (keys.isEmpty() || id.getType() != type || members.contains(id)) {
            return id;
        }
        Meter.Id other = id;
        for (String key : keys) {
            if (other.getTag(key) != null) {
                other = other.withTag(Tag.of(key, TagLimit.OTHER));
            }
        }
        return other;
    }

    /** Whether there is room for one more. */
    boolean hasRoom() {
        full = members.size() >= room;
        return !full;
    }

    boolean add(Meter.Id id) {
        return members.add(id);
    }

    boolean remove(Meter.Id id) {
        full = false;
        return members.remove(id);
    }

    boolean isAddedUp() {
        return addedUp;
    }

    /** Its values come from somewhere else, and cannot be added up. */
    void isNotAddedUp() {
        addedUp = false;
    }

    boolean needsClosing(boolean crowded) {
        return members.size() >= room || (crowded && closed.isEmpty());
    }

    /**
     * Closes the tag with the most values and leaves some room for what then is new.
     *
     * @return its key, or null when there is none
     */
    @Nullable
    String close(int more) {
        String widest = addedUp ? widest() : null;
        if (widest != null) {
            List<String> keys = new ArrayList<>(closed);
            keys.add(widest);
            closed = List.copyOf(keys);
            room = members.size() + more;
        }
        return widest;
    }

    private @Nullable String widest() {
        Map<String, Set<String>> values = new TreeMap<>();
        for (Meter.Id id : members) {
            for (Tag tag : id.getTagsAsIterable()) {
                values.computeIfAbsent(tag.getKey(), key -> new HashSet<>()).add(tag.getValue());
            }
        }
        values.keySet().removeAll(closed);
        values.values().removeIf(few -> few.size() < 2);
        return values.entrySet().stream()
                .max(Comparator.comparingInt(entry -> entry.getValue().size()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }
}
