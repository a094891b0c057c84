package dev.vigie.privacy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is secret. A value is masked when its key contains one of the known words; letter case, hyphens, underscores and
 * dots in keys do not matter ({@code X-Api-Key} is {@code apikey}).
 */
public final class Masking {

    /** What stands in place of a secret. */
    public static final String MASK = "***";

    private static final List<String> SECRET_WORDS = List.of(
            "password",
            "passwd",
            "passphrase",
            "pwd",
            "secret",
            "token",
            "authorization",
            "cookie",
            "credential",
            "apikey",
            "accesskey",
            "privatekey",
            "signature",
            "sessionid",
            "csrf",
            "xsrf",
            "jwt",
            "otp",
            "cardnumber",
            "creditcard",
            "cvv",
            "cvc",
            "iban",
            "ssn");

    private static final int LONGEST_KEY = 256;
    private static final int DEEPEST_MAP = 5;

    private final Set<String> words;

    private Masking(Set<String> words) {
        this.words = words;
    }

    /** The masking of the known words and some of the application's own. */
    public static Masking of(List<String> ownWords) {
        Set<String> words = new LinkedHashSet<>(SECRET_WORDS);
        ownWords.stream()
                .map(Masking::normalised)
                .filter(word -> !word.isEmpty())
                .forEach(words::add);
        return new Masking(words);
    }

    /** Whether the value of this key must not leave. */
    public boolean isSecret(String key) {
        String normalised = normalised(key.length() > LONGEST_KEY ? key.substring(0, LONGEST_KEY) : key);
        for (String word : words) {
            if (normalised.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** The value, or the mask when the key is a secret's; of a map the values of secret keys in it, too. */
    public @Nullable Object value(String key, @Nullable Object value) {
        return value(key, value, DEEPEST_MAP);
    }

    private @Nullable Object value(String key, @Nullable Object value, int depth) {
        if (value != null && isSecret(key)) {
            return MASK;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        if (depth == 0) {
            return "...";
        }
        Map<String, @Nullable Object> masked = new LinkedHashMap<>();
        map.forEach((inner, innerValue) ->
                masked.put(String.valueOf(inner), value(String.valueOf(inner), innerValue, depth - 1)));
        return masked;
    }

    /**
     * A raw query string ({@code a=1&token=x}) with the values of secret parameters masked; order and encoding stay.
     */
    public String query(String rawQuery) {
        StringBuilder masked = new StringBuilder(rawQuery.length());
        int from = 0;
        while (from <= rawQuery.length()) {
            int ampersand = rawQuery.indexOf('&', from);
            int to = ampersand < 0 ? rawQuery.length() : ampersand;
            int equals = rawQuery.indexOf('=', from);
            if (equals >= from && equals < to && isSecret(decoded(rawQuery.substring(from, equals)))) {
                masked.append(rawQuery, from, equals + 1).append(MASK);
            } else {
                masked.append(rawQuery, from, to);
            }
            if (ampersand < 0) {
                break;
            }
            masked.append('&');
            from = ampersand + 1;
        }
        return masked.toString();
    }

    /** Percent-decoded, so that {@code p%61ssword} is seen for what it is; as it stands when it cannot be decoded. */
    private static String decoded(String key) {
        if (key.indexOf('%') < 0 && key.indexOf('+') < 0) {
            return key;
        }
        try {
            return URLDecoder.decode(key, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return key;
        }
    }

    private static String normalised(String key) {
        StringBuilder letters = new StringBuilder(key.length());
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c != '-' && c != '_' && c != '.' && c != ' ') {
                letters.append(c);
            }
        }
        return letters.toString().toLowerCase(Locale.ROOT);
    }
}
