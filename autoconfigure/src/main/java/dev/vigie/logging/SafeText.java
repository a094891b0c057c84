package dev.vigie.logging;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Text of values that may refuse to be text. */
final class SafeText {

    private SafeText() {}

    /** {@code String.valueOf}, or a placeholder that names the class when {@code toString} throws. */
    static String of(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        return value == null ? "null" : of(value.getClass().getName(), value::toString);
    }

    /**
     * What the supplier says, or a placeholder when it throws: foreign code may throw anything, an AssertionError or
     * the StackOverflowError of a value that contains itself.
     */
    static String of(String what, Supplier<@Nullable String> text) {
        try {
            String found = text.get();
            return found == null ? "null" : found;
        } catch (Throwable refused) {
            return notPrintable(what, refused);
        }
    }

    /** What the supplier says, or something else when it throws or says nothing. */
    static <T> T or(T otherwise, Supplier<@Nullable T> value) {
        T found = orNull(value);
        return found == null ? otherwise : found;
    }

    /** What the supplier says, or null when it throws. */
    static <T> @Nullable T orNull(Supplier<@Nullable T> value) {
        try {
            return value.get();
        } catch (Throwable refused) {
            return null;
        }
    }

    static String notPrintable(String what, Throwable refused) {
        return "[" + what + " not printable: " + refused.getClass().getName() + "]";
    }

    /** The same text with lone surrogates replaced by U+FFFD: half a character is no valid UTF-8. */
    static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return withoutLoneSurrogates(text, i);
            }
        }
        return text;
    }

    private static String withoutLoneSurrogates(String text, int from) {
        StringBuilder clean = new StringBuilder(text.length()).append(text, 0, from);
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                clean.append(c);
            } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
                clean.append(c).append(text.charAt(++i));
            } else {
                clean.append('\uFFFD');
            }
        }
        return clean.toString();
    }
}
