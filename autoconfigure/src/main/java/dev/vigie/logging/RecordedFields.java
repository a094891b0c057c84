package dev.vigie.logging;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * Lets a structured argument write into a buffer instead of the line, and reads its fields from there: it writes what
 * it likes, under any name, and may throw half-way. Objects stay objects, nothing is bound.
 */
final class RecordedFields extends TokenBuffer {

    /** For arguments that have objects turned into fields. */
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final int DEEPEST = 6;

    private RecordedFields() {
        super(MAPPER, false);
    }

    static List<KeyValuePair> of(FieldWriter writer) {
        try (RecordedFields buffer = new RecordedFields()) {
            buffer.writeStartObject();
            writer.writeTo(buffer);
            buffer.writeEndObject();
            return pairs(buffer);
        } catch (Throwable refused) {
            String text =
                    "[structured argument not printable: " + refused.getClass().getName() + "]";
            return List.of(new KeyValuePair("argument", text));
        }
    }

    @Override
    public void writeObject(@Nullable Object value) throws IOException {
        if (value == null) {
            writeNull();
        } else {
            _appendValue(JsonToken.VALUE_EMBEDDED_OBJECT, value);
        }
    }

    @Override
    public void writeRawValue(String text) throws IOException {
        // As text: what claims to be JSON need not be.
        writeString(text);
    }

    private static List<KeyValuePair> pairs(RecordedFields buffer) throws IOException {
        List<KeyValuePair> pairs = new ArrayList<>(2);
        try (JsonParser parser = buffer.asParser()) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                pairs.add(new KeyValuePair(name, read(parser, 0)));
            }
        }
        return pairs;
    }

    private static @Nullable Object read(JsonParser parser, int depth) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> readObject(parser, depth);
            case START_ARRAY -> readArray(parser, depth);
            case VALUE_EMBEDDED_OBJECT -> parser.getEmbeddedObject();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }

    private static Object readObject(JsonParser parser, int depth) throws IOException {
        if (depth >= DEEPEST) {
            parser.skipChildren();
            return "[object too deep]";
        }
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(UniqueNames.free(name, members::containsKey), read(parser, depth + 1));
        }
        return members;
    }

    private static Object readArray(JsonParser parser, int depth) throws IOException {
        if (depth >= DEEPEST) {
            parser.skipChildren();
            return "[array too deep]";
        }
        List<@Nullable Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(read(parser, depth + 1));
        }
        return elements;
    }

    /** What writes fields; {@code StructuredArgument} and {@code LogstashMarker} share no type that says so. */
    @FunctionalInterface
    interface FieldWriter {

        void writeTo(JsonGenerator json) throws IOException;
    }
}
