package dev.vigie.privacy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One value with all that is in it, masked: maps, lists and arrays so deep and so many, which also ends circles; of
 * anything else its text. What it does when it is looked at is its own business.
 */
final class MaskedValues {

    private static final int DEEPEST = 5;
    private static final int MOST = 1_000;
    private static final String MORE = "...";

    private final Masking masking;
    private int left = MOST;

    MaskedValues(Masking masking) {
        this.masking = masking;
    }

    @Nullable
    Object value(String key, @Nullable Object value) {
        return value(key, value, DEEPEST);
    }

    private @Nullable Object value(String key, @Nullable Object value, int depth) {
        if (value == null) {
            return null;
        }
        if (masking.isSecret(key)) {
            return Masking.MASK;
        }
        left--;
        try {
            return of(key, value, depth);
        } catch (RuntimeException | StackOverflowError | LinkageError itsOwnTrouble) {
            return Masking.NOT_SHOWN;
        }
    }

    private Object of(String key, Object value, int depth) {
        if (value instanceof Boolean || value instanceof Integer || value instanceof Double) {
            return value;
        }
        boolean nested = value instanceof Map || value instanceof Collection || value instanceof Object[];
        if (nested && depth == 0) {
            return MORE;
        }
        if (value instanceof Map<?, ?> map) {
            return map(map, depth - 1);
        }
        if (value instanceof Collection<?> collection) {
            return list(key, collection, depth - 1);
        }
        if (value instanceof Object[] array) {
            return list(key, Arrays.asList(array), depth - 1);
        }
        return value instanceof Number number ? number(number) : masking.text(textOf(value));
    }

    private static String textOf(Object value) {
        if (value instanceof char[] characters) {
            return new String(characters);
        }
        return value instanceof byte[] bytes ? "(" + bytes.length + " bytes)" : String.valueOf(value);
    }

    /** A number stays one, unless it is that of a card. */
    private Object number(Number number) {
        String text = String.valueOf(number);
        String masked = masking.text(text);
        boolean known = number.getClass().getName().startsWith("java.");
        return known && masked.equals(text) ? number : masked;
    }

    private Map<String, @Nullable Object> map(Map<?, ?> map, int depth) {
        Map<String, @Nullable Object> masked = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (left <= 0) {
                masked.put(MORE, MORE);
                break;
            }
            String key = keyOf(entry.getKey());
            masked.put(masking.text(key), value(key, entry.getValue(), depth));
        }
        return masked;
    }

    private static String keyOf(@Nullable Object key) {
        try {
            return String.valueOf(key);
        } catch (RuntimeException | StackOverflowError | LinkageError itsOwnTrouble) {
            return Masking.NOT_SHOWN;
        }
    }

    private List<@Nullable Object> list(String key, Collection<?> collection, int depth) {
        List<@Nullable Object> masked = new ArrayList<>();
        for (Object element : collection) {
            if (left <= 0) {
                masked.add(MORE);
                break;
            }
            masked.add(value(key, element, depth));
        }
        return masked;
    }
}
