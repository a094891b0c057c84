package dev.vigie.logging;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.vigie.privacy.Masking;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes what {@link FrozenValues} leaves of values: numbers and booleans as such, maps and lists to a bounded depth
 * and size, everything else as its text.
 */
final class JsonValues {

    /** In bits: of fewer digits than the number of a card has. */
    private static final int LONGEST_NO_CARD = 39;

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
        } else if (number instanceof Long) {
            writeLong(line, number.longValue());
        } else if (number instanceof Double) {
            json.writeNumber(number.doubleValue());
        } else if (number instanceof Float) {
            json.writeNumber(number.floatValue());
        } else if (number.getClass() == BigDecimal.class) {
            BigDecimal decimal = (BigDecimal) number;
            writeBig(line, decimal, decimal.unscaledValue());
        } else if (number.getClass() == BigInteger.class) {
            writeBig(line, number, (BigInteger) number);
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

    private static void writeBig(Line line, Number number, BigInteger digits) throws IOException {
        JsonGenerator json = line.json;
        if (digits.bitLength() > LONGEST_NO_CARD && isSecret(line, number)) {
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
        } else if (value instanceof List<?> list) {
            writeElements(line, list, depth);
        } else {
            line.json.writeString(line.text(value instanceof Enum<?> constant ? constant.name() : value.toString()));
        }
    }

    private static void writeMap(Line line, Map<?, ?> map, int depth) throws IOException {
        if (isTooDeep(line, "map", depth)) {
            return;
        }
        UniqueNames names = new UniqueNames();
        line.json.writeStartObject();
        int index = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!line.hasRoomFor(index++)) {
                break;
            }
            writeMember(line, names, String.valueOf(entry.getKey()), entry.getValue(), depth + 1);
        }
        line.json.writeEndObject();
    }

    private static void writeElements(Line line, List<?> elements, int depth) throws IOException {
        if (isTooDeep(line, "collection", depth)) {
            return;
        }
        line.json.writeStartArray();
        for (int i = 0; i < elements.size() && line.hasRoomFor(i); i++) {
            write(line, elements.get(i), depth + 1);
        }
        line.json.writeEndArray();
    }

    private static boolean isTooDeep(Line line, String what, int depth) throws IOException {
        if (depth < FrozenValues.DEEPEST) {
            return false;
        }
        line.markTruncated();
        line.json.writeString("[" + what + " too deep]");
        return true;
    }
}
