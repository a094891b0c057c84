package dev.vigie.logging;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.vigie.privacy.Masking;
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
    /** In bits: of fewer digits than the number of a card has. */
    private static final int LONGEST_NO_CARD = 39;

    private static final int LARGEST_NUMBER_BITS = 1_024;

    private JsonValues() {}

    /** Writes a member under a name no other has; of one whose key says it is secret, the mask. */
    static void writeMember(Line line, UniqueNames names, String key, @Nullable Object value) throws IOException {
        writeMember(line, names, key, value, 0);
    }

    private static void writeMember(Line line, UniqueNames names, String key, @Nullable Object value, int depth)
            throws IOException {
        boolean secret = line.beginMember(key, names);
        if (secret && value != null) {
            line.json.writeString(Masking.MASK);
        } else {
            write(line, value, depth);
        }
    }

    private static void write(Line line, @Nullable Object value, int depth) throws IOException {
        if (value == null) {
            line.json.writeNull();
        } else if (value instanceof String text) {
            line.json.writeString(line.text(text));
        } else if (value instanceof Boolean flag) {
            line.json.writeBoolean(flag);
        } else if (!(value instanceof Number number && writeNumber(line, number))) {
            writeOther(line, value, depth);
        }
    }

    /** Only the JDK's own number classes; the text of any other is not known to be a number. */
    private static boolean writeNumber(Line line, Number number) throws IOException {
        JsonGenerator json = line.json;
        if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
            json.writeNumber(number.intValue());
        } else if (number instanceof Long
                || number.getClass() == AtomicLong.class
                || number.getClass() == AtomicInteger.class) {
            writeLong(line, number.longValue());
        } else if (number instanceof Double) {
            json.writeNumber(number.doubleValue());
        } else if (number instanceof Float) {
            json.writeNumber(number.floatValue());
        } else if (number.getClass() == BigDecimal.class) {
            BigDecimal decimal = (BigDecimal) number;
            writeBounded(line, decimal, decimal.unscaledValue());
        } else if (number.getClass() == BigInteger.class) {
            writeBounded(line, number, (BigInteger) number);
        } else {
            return false;
        }
        return true;
    }

    private static void writeLong(Line line, long number) throws IOException {
        if (Long.SIZE - Long.numberOfLeadingZeros(number) > LONGEST_NO_CARD && isSecret(line, number)) {
            line.json.writeString(Masking.MASK);
        } else {
            line.json.writeNumber(number);
        }
    }

    /** That of a card. */
    private static boolean isSecret(Line line, Number number) {
        String text = number.toString();
        return !line.masking.text(text).equals(text);
    }

    /** The text of a huge number takes time that grows with the square of its length. */
    private static void writeBounded(Line line, Number number, BigInteger digits) throws IOException {
        JsonGenerator json = line.json;
        if (digits.bitLength() > LARGEST_NUMBER_BITS) {
            json.writeString("[number of " + digits.bitLength() + " bits]");
        } else if (digits.bitLength() > LONGEST_NO_CARD && isSecret(line, number)) {
            json.writeString(Masking.MASK);
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
            line.json.writeString(line.text(text(value)));
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
            writeMember(line, names, SafeText.of(entry.getKey()), entry.getValue(), depth + 1);
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
