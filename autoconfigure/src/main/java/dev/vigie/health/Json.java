package dev.vigie.health;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON in one go: Spring Boot's writer makes several kilobytes of objects for each small answer. */
final class Json {

    private static final int USUAL = 256;

    private final StringBuilder json = new StringBuilder(USUAL);

    private Json() {}

    /** The object with these members: maps, lists, texts, numbers, booleans and nothing else. */
    static byte[] bytes(Map<String, Object> object) {
        Json writer = new Json();
        writer.write(object);
        return writer.json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void write(@Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            writeMembers(members);
        } else if (value instanceof Iterable<?> elements) {
            writeElements(elements);
        } else if (value instanceof Boolean
                || (value instanceof Number number && Double.isFinite(number.doubleValue()))) {
            json.append(value);
        } else if (value == null || value instanceof Number) {
            json.append("null");
        } else {
            writeText(value.toString());
        }
    }

    private void writeMembers(Map<?, ?> members) {
        char before = '{';
        for (Map.Entry<?, ?> member : members.entrySet()) {
            json.append(before);
            writeText(String.valueOf(member.getKey()));
            json.append(':');
            write(member.getValue());
            before = ',';
        }
        json.append(before == '{' ? "{}" : "}");
    }

    private void writeElements(Iterable<?> elements) {
        char before = '[';
        for (Object element : elements) {
            json.append(before);
            write(element);
            before = ',';
        }
        json.append(before == '[' ? "[]" : "]");
    }

    private void writeText(String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f || c == 0x2028 || c == 0x2029) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
