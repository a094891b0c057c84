package dev.vigie.logging;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What values say at the moment a line is logged, for a line that is written later by another thread: the application
 * may go on changing them, and some can only be read where they are, such as those of an open database session.
 * Numbers, booleans and values of the JDK that never change stay, maps, collections and arrays become maps with texts
 * for keys and lists, everything else becomes its text.
 */
final class FrozenValues {

    /** Containers within this many others are empty. */
    static final int DEEPEST = 5;

    /** One more than a line can show, so that it is seen that there are more. */
    private static final int MOST = LineLimits.NORMAL.entries() + 1;

    /** A line shows less of a value; what is beyond, but near, may help to see that it is a secret. */
    private static final int LONGEST = LineLimits.NORMAL.value() + 2 * LineMasking.OVERLAP;

    /** What all values of one line may hold together; the line shows less of it. */
    private static final int MOST_ELEMENTS = 2_000;

    private static final int MOST_CHARACTERS = 128 * 1024;

    /** The text of a huge number takes time that grows with the square of its length. */
    private static final int LARGEST_NUMBER_BITS = 1_024;

    private int elements = MOST_ELEMENTS;
    private int characters = MOST_CHARACTERS;
    private boolean cut;

    String bounded(String text) {
        int room = Math.min(LONGEST, characters);
        cut |= text.length() > room;
        String kept = text.length() <= room ? text : text.substring(0, room) + Line.CUT;
        characters = Math.max(0, characters - kept.length());
        return kept;
    }

    /** Whether there is room for one more. */
    private boolean takes(int index) {
        if (index < MOST && elements > 0) {
            elements--;
            return true;
        }
        cut = true;
        return false;
    }

    /** About how many bytes were copied. */
    int weight() {
        return 2 * (MOST_CHARACTERS - characters) + 64 * (MOST_ELEMENTS - elements);
    }

    /** Whether something was left out. */
    boolean isCut() {
        return cut;
    }

    @Nullable
    Object of(@Nullable Object value) {
        return of(value, 0);
    }

    private @Nullable Object of(@Nullable Object value, int depth) {
        if (value == null) {
            return null;
        }
        if (isImmutable(value)) {
            return ofBoundedSize(value);
        }
        if (value instanceof String text) {
            return bounded(text);
        }
        if (value.getClass() == AtomicLong.class || value.getClass() == AtomicInteger.class) {
            return ((Number) value).longValue();
        }
        return container(value, depth);
    }

    private static boolean isImmutable(Object value) {
        return value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Double
                || value instanceof Float
                || value instanceof Short
                || value instanceof Byte
                || value instanceof Enum<?>
                || value instanceof UUID
                || value.getClass() == BigDecimal.class
                || value.getClass() == BigInteger.class
                || (value instanceof TemporalAccessor && isOfJdk(value));
    }

    /** The value itself, or how large it is where its text would take long. */
    private static Object ofBoundedSize(Object value) {
        BigInteger digits = value instanceof BigInteger whole
                ? whole
                : value instanceof BigDecimal decimal ? decimal.unscaledValue() : BigInteger.ZERO;
        return digits.bitLength() <= LARGEST_NUMBER_BITS ? value : "[number of " + digits.bitLength() + " bits]";
    }

    private static boolean isOfJdk(Object value) {
        return value.getClass().getName().startsWith("java.time.");
    }

    private Object container(Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            return depth >= DEEPEST ? Map.of() : read(value, () -> entries(map, depth));
        }
        if (value instanceof Collection<?> || value.getClass().isArray()) {
            return depth >= DEEPEST ? List.of() : read(value, () -> elements(value, depth));
        }
        return bounded(value instanceof Date date ? SafeText.of("date", () -> text(date)) : SafeText.of(value));
    }

    private static String text(Date date) {
        try {
            return date.toInstant().toString();
        } catch (UnsupportedOperationException onlyDateOrOnlyTime) {
            return String.valueOf((Object) date);
        }
    }

    /** Keys that are not the same may have the same text, such as 1 and "1". */
    private Map<String, @Nullable Object> entries(Map<?, ?> map, int depth) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!takes(copy.size())) {
                break;
            }
            String key = UniqueNames.free(keyOf(entry.getKey()), copy::containsKey);
            copy.put(key, of(entry.getValue(), depth + 1));
        }
        return Collections.unmodifiableMap(copy);
    }

    private String keyOf(@Nullable Object key) {
        return bounded(SafeText.of(key == null ? null : ofBoundedSize(key)));
    }

    private List<@Nullable Object> elements(Object value, int depth) {
        List<@Nullable Object> copy = new ArrayList<>();
        if (value instanceof Collection<?> collection) {
            for (Object element : collection) {
                if (!takes(copy.size())) {
                    break;
                }
                copy.add(of(element, depth + 1));
            }
        } else {
            int length = Array.getLength(value);
            for (int i = 0; i < length && takes(i); i++) {
                copy.add(of(Array.get(value, i), depth + 1));
            }
        }
        return Collections.unmodifiableList(copy);
    }

    /** Foreign code may throw anything half-way. */
    private static Object read(Object value, Copy copy) {
        try {
            return copy.make();
        } catch (Throwable refused) {
            return SafeText.notPrintable(value.getClass().getName(), refused);
        }
    }

    /** Reads a container. */
    @FunctionalInterface
    private interface Copy {

        Object make();
    }
}
