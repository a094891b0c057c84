package dev.vigie.logging;

import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

    void write(Line line, @Nullable List<KeyValuePair> all) throws IOException {
        if (all == null || all.isEmpty()) {
            return;
        }
        List<KeyValuePair> pairs = atRoot ? lift(line, all) : all;
        if (!pairs.isEmpty()) {
            writeMetadata(line, pairs);
        }
    }

    private static void writeMetadata(Line line, List<KeyValuePair> pairs) throws IOException {
        UniqueNames names = line.names();
        line.json.writeFieldName(METADATA);
        line.json.writeStartObject();
        for (int i = 0; i < pairs.size() && line.hasRoomFor(i); i++) {
            KeyValuePair pair = pairs.get(i);
            JsonValues.writeMember(line, names, keyOf(pair), pair.value);
        }
        line.json.writeEndObject();
    }

    /** Writes those whose name is free and returns the others. */
    private static List<KeyValuePair> lift(Line line, List<KeyValuePair> pairs) throws IOException {
        List<KeyValuePair> colliding = new ArrayList<>(0);
        UniqueNames names = line.names();
        for (int i = 0; i < pairs.size() && line.hasRoomFor(i); i++) {
            KeyValuePair pair = pairs.get(i);
            if (OURS.contains(keyOf(pair))) {
                colliding.add(pair);
            } else {
                JsonValues.writeMember(line, names, keyOf(pair), pair.value);
            }
        }
        return colliding;
    }

    private static String keyOf(KeyValuePair pair) {
        return pair.key == null ? "null" : pair.key;
    }
}
