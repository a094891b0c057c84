package dev.vigie.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.vigie.privacy.Masking;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import net.logstash.logback.argument.StructuredArgument;
import net.logstash.logback.marker.LogstashMarker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.helpers.MessageFormatter;

/**
 * The fields of one event as they were when it was logged: its key-values and those of structured markers, and its
 * arguments where one of them is structured.
 */
final class EventFields {

    static final EventFields NONE = new EventFields(null, null, 0, false);

    /** More than a line can show, so that it is seen that there are more. */
    private static final int MOST_PAIRS = 2 * LineLimits.NORMAL.entries();

    private final @Nullable List<KeyValuePair> pairs;
    private final @Nullable Object @Nullable [] arguments;
    private final int weight;
    private final boolean cut;

    private EventFields(
            @Nullable List<KeyValuePair> pairs, @Nullable Object @Nullable [] arguments, int weight, boolean cut) {
        this.pairs = pairs;
        this.arguments = arguments;
        this.weight = weight;
        this.cut = cut;
    }

    /** Of most events there are none, and nothing is made. */
    static EventFields of(ILoggingEvent event) {
        List<KeyValuePair> given = event.getKeyValuePairs();
        List<Marker> markers = event.getMarkerList();
        @Nullable Object[] arguments = event.getArgumentArray();
        boolean marked = markers != null && hasStructured(markers);
        boolean argued = arguments != null && hasStructured(arguments);
        if ((given == null || given.isEmpty()) && !marked && !argued) {
            return NONE;
        }
        FrozenValues values = new FrozenValues();
        List<KeyValuePair> pairs = added(null, given, values);
        if (marked && markers != null) {
            pairs = withMarkers(pairs, markers, values);
        }
        @Nullable Object[] frozen = argued && arguments != null ? frozen(arguments, values) : null;
        return new EventFields(pairs, frozen, values.weight(), values.isCut());
    }

    boolean isNone() {
        return pairs == null && arguments == null;
    }

    private static boolean hasStructured(List<Marker> markers) {
        for (int i = 0; i < markers.size(); i++) {
            if (markers.get(i) instanceof LogstashMarker) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasStructured(@Nullable Object[] arguments) {
        for (Object argument : arguments) {
            if (argument instanceof StructuredArgument) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable List<KeyValuePair> withMarkers(
            @Nullable List<KeyValuePair> pairs, List<Marker> markers, FrozenValues values) {
        List<KeyValuePair> all = pairs;
        for (Marker marker : markers) {
            if (marker instanceof LogstashMarker structured) {
                all = added(all, RecordedFields.of(structured::writeTo), values);
            }
        }
        return all;
    }

    @SuppressWarnings("ReferenceEquality") // whether it is the very same value, whatever its equals says
    private static @Nullable List<KeyValuePair> added(
            @Nullable List<KeyValuePair> all, @Nullable List<KeyValuePair> more, FrozenValues values) {
        if (more == null || more.isEmpty()) {
            return all;
        }
        List<KeyValuePair> longer = all == null ? new ArrayList<>(more.size()) : all;
        for (int i = 0; i < more.size() && longer.size() < MOST_PAIRS; i++) {
            KeyValuePair pair = more.get(i);
            Object now = values.of(pair.value);
            longer.add(now == pair.value ? pair : new KeyValuePair(pair.key, now));
        }
        return longer;
    }

    private static @Nullable Object[] frozen(@Nullable Object[] arguments, FrozenValues values) {
        @Nullable Object[] frozen = new @Nullable Object[arguments.length];
        for (int i = 0; i < frozen.length; i++) {
            Object argument = arguments[i];
            frozen[i] = argument instanceof StructuredArgument structured
                    ? new FrozenArgument(structured, values)
                    : values.bounded(MessageFormatter.basicArrayFormat("{}", new @Nullable Object[] {argument}));
        }
        return frozen;
    }

    /** The markers without those that have become fields. */
    static @Nullable List<Marker> plain(@Nullable List<Marker> markers) {
        if (markers == null || !hasStructured(markers)) {
            return markers;
        }
        return markers.stream()
                .filter(marker -> !(marker instanceof LogstashMarker))
                .toList();
    }

    /** For appenders that show texts: without the values of secret keys, and each value its text. */
    EventFields shown(ShownTexts texts) {
        return pairs == null ? NONE : new EventFields(new ShownPairs(pairs, texts), null, weight, cut);
    }

    /** The message of the line they are of, with a mask in place of arguments whose key is secret. */
    String message(QueuedEvent line, Predicate<String> secretKey) {
        if (arguments == null) {
            return line.getFormattedMessage();
        }
        @Nullable Object[] shown = arguments.clone();
        boolean any = false;
        for (int i = 0; i < shown.length; i++) {
            if (shown[i] instanceof FrozenArgument structured && structured.hasAny(secretKey)) {
                shown[i] = Masking.MASK;
                any = true;
            }
        }
        return any ? MessageFormatter.basicArrayFormat(line.getMessage(), shown) : line.getFormattedMessage();
    }

    /** Of key-values and structured markers. */
    @Nullable
    List<KeyValuePair> pairs() {
        return pairs;
    }

    /** Those of structured arguments, too. */
    @Nullable
    List<KeyValuePair> all() {
        if (arguments == null) {
            return pairs;
        }
        List<KeyValuePair> all = pairs == null ? new ArrayList<>() : new ArrayList<>(pairs);
        for (Object argument : arguments) {
            if (argument instanceof FrozenArgument structured) {
                all.addAll(structured.fields());
            }
        }
        return all;
    }

    /** All of them where one is structured; else they are in the message, and that is all. */
    @Nullable
    Object @Nullable [] arguments() {
        return arguments;
    }

    /** About how many bytes they keep alive. */
    int weight() {
        return weight;
    }

    /** Whether something was left out. */
    boolean isCut() {
        return cut;
    }
}
