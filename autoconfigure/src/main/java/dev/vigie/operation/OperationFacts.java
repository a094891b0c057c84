package dev.vigie.operation;

import dev.vigie.privacy.Masking;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is told of an operation: few facts, short ones, and nothing secret. Safe to use from any thread. */
final class OperationFacts {

    private static final int MOST = 32;
    private static final int LONGEST_KEY = 64;
    private static final int LONGEST_VALUE = 500;

    private final Masking masking;
    private @Nullable Map<String, Object> facts;

    OperationFacts(Masking masking) {
        this.masking = masking;
    }

    synchronized void put(@Nullable String key, @Nullable Object value) {
        if (key == null || value == null) {
            return;
        }
        Map<String, Object> all = facts;
        if (all == null) {
            all = new LinkedHashMap<>(4);
            facts = all;
        }
        if (all.size() < MOST || all.containsKey(key)) {
            String bounded = bounded(key, LONGEST_KEY);
            all.put(bounded, printable(masking, bounded, value));
        }
    }

    synchronized Map<String, Object> all() {
        return facts == null ? Map.of() : new LinkedHashMap<>(facts);
    }

    synchronized @Nullable Object get(String key) {
        return facts == null ? null : facts.get(key);
    }

    /** A number or a boolean as it is, anything else as a short text; the application's own code may fail in it. */
    static Object printable(Masking masking, String key, Object value) {
        if (masking.isSecret(key)) {
            return Masking.MASK;
        }
        if (value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte
                || (value instanceof Double number && Double.isFinite(number))) {
            return value;
        }
        try {
            return bounded(String.valueOf(masking.value(key, value)), LONGEST_VALUE);
        } catch (RuntimeException | StackOverflowError itsOwnTrouble) {
            return "(" + value.getClass().getName() + ")";
        }
    }

    static String bounded(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end) + "...";
    }
}
