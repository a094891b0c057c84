package dev.vigie.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.logstash.logback.argument.StructuredArgument;
import net.logstash.logback.marker.LogstashMarker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/**
 * SLF4J key-values, structured arguments and structured markers: under {@code metadata}, or lifted to the top level
 * where that takes no name of ours.
 */
final class KeyValueMembers {

    private static final SerializedString METADATA = new SerializedString("metadata");

    /** No key of an application may stand beside these at the top level, present in this line or not. */
    private static final Set<String> OURS = Set.of(
            "timestamp",
            "level",
            "service",
            "environment",
            "logger",
            "thread",
            "category",
            "event",
            "message",
            "traceId",
            "spanId",
            "requestId",
            "route",
            "userId",
            "metadata",
            "mdc",
            "error",
            "truncated");

    private final boolean atRoot;

    KeyValueMembers(boolean atRoot) {
        this.atRoot = atRoot;
    }

    void write(Line line, ILoggingEvent event) throws IOException {
        List<KeyValuePair> pairs = withStructured(event, line.json);
        if (pairs == null || pairs.isEmpty()) {
            return;
        }
        if (atRoot) {
            pairs = lift(line, pairs);
        }
        if (!pairs.isEmpty()) {
            writeMetadata(line, pairs);
        }
    }

    private static void writeMetadata(Line line, List<KeyValuePair> pairs) throws IOException {
        UniqueNames names = new UniqueNames();
        line.json.writeFieldName(METADATA);
        line.json.writeStartObject();
        for (int i = 0; i < pairs.size() && line.hasRoomFor(i); i++) {
            KeyValuePair pair = pairs.get(i);
            line.json.writeFieldName(names.claim(nameOf(line, pair)));
            JsonValues.write(line, pair.value);
        }
        line.json.writeEndObject();
    }

    /** Writes those whose name is free and returns the others. */
    private static List<KeyValuePair> lift(Line line, List<KeyValuePair> pairs) throws IOException {
        List<KeyValuePair> colliding = new ArrayList<>(0);
        UniqueNames names = new UniqueNames();
        for (int i = 0; i < pairs.size() && line.hasRoomFor(i); i++) {
            KeyValuePair pair = pairs.get(i);
            String name = nameOf(line, pair);
            if (OURS.contains(name)) {
                colliding.add(pair);
            } else {
                line.json.writeFieldName(names.claim(name));
                JsonValues.write(line, pair.value);
            }
        }
        return colliding;
    }

    private static String nameOf(Line line, KeyValuePair pair) {
        return line.fitName(pair.key == null ? "null" : pair.key);
    }

    /** The event's own list where there is nothing to add, which is nearly always. */
    private static @Nullable List<KeyValuePair> withStructured(ILoggingEvent event, JsonGenerator json) {
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        Object[] arguments = event.getArgumentArray();
        if (arguments != null) {
            for (Object argument : arguments) {
                if (argument instanceof StructuredArgument structured) {
                    pairs = added(pairs, RecordedFields.of(structured::writeTo, json.getCodec()));
                }
            }
        }
        List<Marker> markers = event.getMarkerList();
        if (markers != null) {
            for (Marker marker : markers) {
                if (marker instanceof LogstashMarker structured) {
                    pairs = added(pairs, RecordedFields.of(structured::writeTo, json.getCodec()));
                }
            }
        }
        return pairs;
    }

    private static List<KeyValuePair> added(@Nullable List<KeyValuePair> pairs, List<KeyValuePair> more) {
        List<KeyValuePair> all = pairs == null ? new ArrayList<>() : new ArrayList<>(pairs);
        all.addAll(more);
        return all;
    }
}
