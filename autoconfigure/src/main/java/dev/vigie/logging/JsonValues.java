package dev.vigie.logging;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes any value without data binding: numbers and booleans as such, maps, collections and arrays to a bounded depth
 * and size, everything else as its text. A value that throws becomes a placeholder.
 */
final class JsonValues {

    private static final int DEEPEST = 5;
    private static final int LARGEST_NUMBER_BITS = 1_024;

    private JsonValues() {}

    static void write(Line line, @Nullable Object value) throws IOException {
        write(line, value, 0);
    }

    private static void write(Line line, @Nullable Object value, int depth) throws IOException {
        if (value == null) {
            line.json.writeNull();
        } else if (value instanceof String text) {
            line.json.writeString(line.fit(text));
        } else if (value instanceof Boolean flag) {
            line.json.writeBoolean(flag);
        } else if (!(value instanceof Number number && writeNumber(line.json, number))) {
            writeOther(line, value, depth);
        }
    }

    /** Only the JDK's own number classes; the text of any other is not known to be a number. */
    private static boolean writeNumber(JsonGenerator json, Number number) throws IOException {
        if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
            json.writeNumber(number.intValue());
        } else if (number instanceof Long
                || number.getClass() == AtomicLong.class
                || number.getClass() == AtomicInteger.class) {
            json.writeNumber(number.longValue());
        } else if (number instanceof Double) {
            json.writeNumber(number.doubleValue());
        } else if (number instanceof Float) {
            json.writeNumber(number.floatValue());
        } else if (number.getClass() == BigDecimal.class) {
            BigDecimal decimal = (BigDecimal) number;
            writeBounded(json, decimal, decimal.unscaledValue());
        } else if (number.getClass() == BigInteger.class) {
            writeBounded(json, number, (BigInteger) number);
        } else {
            return false;
        }
        return true;
    }

    /** The text of a huge number takes time that grows with the square of its length. */
    private static void writeBounded(JsonGenerator json, Number number, BigInteger digits) throws IOException {
        if (digits.bitLength() > LARGEST_NUMBER_BITS) {
            json.writeString("[number of " + digits.bitLength() + " bits]");
        } else if (number instanceof BigDecimal decimal) {
            json.writeNumber(decimal);
        } else {
            json.writeNumber(digits);
        }
    }

    private static void writeOther(Line line, Object value, int depth) throws IOException {
        if (value instanceof Map<?, ?> map) {
            writeMap(line, map, depth);
        } else if (value instanceof Collection<?> || value.getClass().isArray()) {
            writeElements(line, value, depth);
        } else {
            line.json.writeString(line.fit(text(value)));
        }
    }

    /** The text of a value that is neither a number nor a container. */
    static String text(Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Date date) {
            return SafeText.of("date", () -> text(date));
        }
        return SafeText.of(value);
    }

    private static String text(Date date) {
        try {
            return date.toInstant().toString();
        } catch (UnsupportedOperationException onlyDateOrOnlyTime) {
            return String.valueOf((Object) date);
        }
    }

    private static void writeMap(Line line, Map<?, ?> map, int depth) throws IOException {
        List<Map.Entry<?, ?>> entries = new ArrayList<>();
        String refused = depth >= DEEPEST
                ? tooDeep(line, "map")
                : collect(map, () -> copyEntries(line.limits.entries() + 1, map, entries));
        if (refused != null) {
            line.json.writeString(refused);
            return;
        }
        UniqueNames names = new UniqueNames();
        line.json.writeStartObject();
        for (int i = 0; i < entries.size() && line.hasRoomFor(i); i++) {
            Map.Entry<?, ?> entry = entries.get(i);
            line.json.writeFieldName(names.claim(line.fitName(SafeText.of(entry.getKey()))));
            write(line, entry.getValue(), depth + 1);
        }
        line.json.writeEndObject();
    }

    private static void writeElements(Line line, Object value, int depth) throws IOException {
        List<@Nullable Object> elements = new ArrayList<>();
        String refused = depth >= DEEPEST
                ? tooDeep(line, value.getClass().isArray() ? "array" : "collection")
                : collect(value, () -> copyElements(line.limits.entries() + 1, value, elements));
        if (refused != null) {
            line.json.writeString(refused);
            return;
        }
        line.json.writeStartArray();
        for (int i = 0; i < elements.size() && line.hasRoomFor(i); i++) {
            write(line, elements.get(i), depth + 1);
        }
        line.json.writeEndArray();
    }

    private static void copyEntries(int most, Map<?, ?> map, List<Map.Entry<?, ?>> target) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (target.size() >= most) {
                return;
            }
            target.add(new AbstractMap.SimpleImmutableEntry<>(entry.getKey(), entry.getValue()));
        }
    }

    private static void copyElements(int most, Object value, List<@Nullable Object> target) {
        if (value instanceof Collection<?> collection) {
            for (Object element : collection) {
                if (target.size() >= most) {
                    return;
                }
                target.add(element);
            }
        } else {
            int length = Math.min(most, Array.getLength(value));
            for (int i = 0; i < length; i++) {
                target.add(Array.get(value, i));
            }
        }
    }

    /** Reads before anything is written: an iterator that throws half-way must not leave an open bracket. */
    private static @Nullable String collect(Object value, Runnable copy) {
        String outcome = SafeText.of(value.getClass().getName(), () -> {
            copy.run();
            return "";
        });
        return outcome.isEmpty() ? null : outcome;
    }

    private static String tooDeep(Line line, String what) {
        line.markTruncated();
        return "[" + what + " too deep]";
    }
}
