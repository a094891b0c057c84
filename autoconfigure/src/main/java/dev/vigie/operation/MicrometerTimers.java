package dev.vigie.operation;

import dev.vigie.metrics.TagLimit;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The timers {@code vigie.operations}. They are held, as looking one up costs more than recording in it. However many
 * names and values the application has, they are few: names, values of each tag, and both together have limits.
 */
final class MicrometerTimers implements OperationTimers {

    private static final String NO_VALUE = "none";
    private static final String MOST = "vigie.operation.max-names";
    private static final int LONGEST = 64;

    /** How many combinations of a name with values of tags there may be for each name that may be. */
    private static final int COMBINATIONS = 10;

    private final ObjectProvider<MeterRegistry> registries;
    private final List<String> tagKeys;
    private final TagLimit names;
    private final List<TagLimit> tagValues;
    private final TagLimit combinations;
    private final Map<Object, Pair> timers = new ConcurrentHashMap<>();

    MicrometerTimers(ObjectProvider<MeterRegistry> registries, OperationProperties properties) {
        int most = properties.maxNames();
        this.registries = registries;
        this.tagKeys = properties.timerTags().stream()
                .filter(key -> !key.isBlank() && !key.equals("operation") && !key.equals("outcome"))
                .distinct()
                .toList();
        this.names = few("The tag operation", most);
        this.tagValues =
                tagKeys.stream().map(key -> few("The tag " + key, most)).toList();
        this.combinations =
                few("All tags together", (int) Math.min(Integer.MAX_VALUE - 1L, (long) most * COMBINATIONS));
    }

    private static TagLimit few(String what, int most) {
        // OTHER is one more.
        return new TagLimit(what + " of the meter vigie.operations", Math.max(most, most + 1), MOST, Set.of());
    }

    @Override
    public void record(String name, OperationFacts tags, boolean failed, long nanos) {
        String known = limited(names, name);
        Pair pair = tagKeys.isEmpty() ? timers.get(known) : null;
        if (pair == null) {
            pair = find(known, tags);
        }
        if (pair != null) {
            (failed ? pair.error() : pair.success()).record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    private static String limited(TagLimit limit, String word) {
        return limit.limited(word.isBlank() ? "unnamed" : OperationFacts.bounded(word, LONGEST));
    }

    private @Nullable Pair find(String name, OperationFacts tags) {
        if (tagKeys.isEmpty()) {
            return held(name, name, List.of());
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < tagKeys.size(); i++) {
            Object value = tags.get(tagKeys.get(i));
            values.add(value == null ? NO_VALUE : limited(tagValues.get(i), value.toString()));
        }
        Pair pair = timers.get(new TaggedName(name, values));
        if (pair == null && combinations.limited(name + values).equals(TagLimit.OTHER)) {
            values = Collections.nCopies(tagKeys.size(), TagLimit.OTHER);
        }
        return pair != null ? pair : held(new TaggedName(name, values), name, values);
    }

    private @Nullable Pair held(Object key, String name, List<String> values) {
        Pair pair = timers.get(key);
        if (pair != null) {
            return pair;
        }
        MeterRegistry registry = registries.getIfAvailable();
        return registry == null ? null : timers.computeIfAbsent(key, absent -> pair(registry, name, values));
    }

    /** Both at once: the failures of an operation are there, at 0, before the first one. */
    private Pair pair(MeterRegistry registry, String name, List<String> values) {
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < tagKeys.size(); i++) {
            tags.add(Tag.of(tagKeys.get(i), values.get(i)));
        }
        return new Pair(timer(registry, name, tags, "success"), timer(registry, name, tags, "error"));
    }

    private static Timer timer(MeterRegistry registry, String name, List<Tag> tags, String outcome) {
        return Timer.builder("vigie.operations")
                .description("Operations of the application by name and outcome")
                .tags(tags)
                .tag("operation", name)
                .tag("outcome", outcome)
                .register(registry);
    }

    private record TaggedName(String name, List<String> values) {}

    private record Pair(Timer success, Timer error) {}
}
