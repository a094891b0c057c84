package dev.vigie.privacy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is secret. A value is masked when its key contains one of the known words; letter case, hyphens, underscores and
 * dots in keys do not matter ({@code X-Api-Key} is {@code apikey}). In texts what looks like a secret is masked, too.
 * Every method takes time in proportion to what it is given, and throws nothing.
 */
public final class Masking {

    /** What stands in place of a secret. */
    public static final String MASK = "***";

    /** What stands in place of something that could not be looked at. */
    public static final String NOT_SHOWN = "(not shown)";

    /** Of a longer text the beginning is kept, in characters. */
    public static final int LONGEST_TEXT = 64 * 1024;

    /** Looked at beyond the end, so that a secret is seen that the end cuts through. */
    private static final int BEYOND = 256;

    private static final List<String> SECRET_WORDS = List.of(
            "password",
            "passwd",
            "passphrase",
            "passwort",
            "kennwort",
            "motdepasse",
            "pwd",
            "secret",
            "token",
            "authorization",
            "cookie",
            "credential",
            "bearer",
            "apikey",
            "accesskey",
            "authkey",
            "privatekey",
            "encryptionkey",
            "signingkey",
            "signature",
            "sessionid",
            "sessid",
            "csrf",
            "xsrf",
            "jwt",
            "cardnumber",
            "creditcard",
            "cvv",
            "cvc");

    /** Short words that also stand inside innocent ones, such as {@code ssn} in {@code className}. */
    private static final List<String> SECRET_PARTS = List.of("otp", "totp", "ssn", "iban");

    private final List<String> ownWords;
    private final List<String> allowed;
    private final SecretKeys keys;
    private final OwnPatterns patterns;

    private Masking(List<String> ownWords, List<String> allowed, OwnPatterns patterns) {
        List<String> words = new ArrayList<>(SECRET_WORDS);
        words.addAll(ownWords);
        this.ownWords = List.copyOf(ownWords);
        this.allowed = List.copyOf(allowed);
        this.keys = new SecretKeys(words, SECRET_PARTS, allowed);
        this.patterns = patterns;
    }

    /** The masking of the known words and some of the application's own. */
    public static Masking of(List<String> ownWords) {
        return new Masking(ownWords, List.of(), OwnPatterns.of(List.of()));
    }

    /** The masking the properties ask for; a pattern of theirs that is none is told and left out. */
    public static Masking of(PrivacyProperties properties) {
        return new Masking(
                properties.secretKeys(), properties.allowedKeys(), OwnPatterns.of(properties.secretPatterns()));
    }

    /** What is secret for one of them is secret; a key is allowed when all of them allow it. */
    public static Masking all(Collection<Masking> some) {
        return some.stream().reduce(Masking::and).orElseGet(() -> of(List.of()));
    }

    private Masking and(Masking other) {
        return new Masking(
                Stream.concat(ownWords.stream(), other.ownWords.stream())
                        .distinct()
                        .toList(),
                allowed.stream().filter(other.allowed::contains).toList(),
                patterns.and(other.patterns));
    }

    /** Whether the value of this key must not leave. */
    public boolean isSecret(String key) {
        return keys.isSecret(key, 0, key.length());
    }

    /**
     * The value, or the mask when the key is a secret's. Of maps, lists and arrays what is in them is masked likewise,
     * so deep and so many; of a text, and of what is told by its text, what is secret in it.
     */
    public @Nullable Object value(String key, @Nullable Object value) {
        return new MaskedValues(this).value(key, value);
    }

    /**
     * A free text, such as a message, without secrets: values beside the keys of secrets, tokens, private keys, card
     * and account numbers, credentials in addresses, and literals of SQL statements.
     */
    public String text(String text) {
        return masked(text, bounded -> TextScan.masked(SqlText.quotedIn(bounded, false), keys, false));
    }

    /**
     * An SQL statement without its values, on one line of at most 2,000 characters: texts, however they are quoted, and
     * numbers become {@code ?}, comments are left out. Where databases disagree on what is a value, as they do on
     * backslashes and double quotes, it is taken for one; where they disagree on where it ends, the rest is left out.
     */
    public String sql(String statement) {
        String beginning = statement.substring(0, Math.min(statement.length(), LONGEST_TEXT));
        return masked(beginning, bounded -> {
            String written = SqlStatement.withoutValues(bounded);
            return SqlStatement.bounded(TextScan.masked(written, keys, false));
        });
    }

    /**
     * A JSON text with the values of secret keys masked, whole objects and lists included; it stays JSON. One that was
     * cut off or is none is masked as far as it goes.
     */
    public String json(String json) {
        return masked(json, bounded -> TextScan.masked(SqlText.quotedIn(bounded, true), keys, true));
    }

    /** A body of type {@code application/x-www-form-urlencoded}; as {@link #query}. */
    public String form(String form) {
        return query(form);
    }

    /**
     * A raw query string ({@code a=1&token=x}) with the values of secret parameters masked; order and encoding stay.
     */
    public String query(String rawQuery) {
        return masked(rawQuery, this::parameters);
    }

    private String masked(String text, UnaryOperator<String> way) {
        try {
            if (text.length() <= LONGEST_TEXT) {
                return patterns.masked(way.apply(text));
            }
            String masked = patterns.masked(way.apply(text.substring(0, LONGEST_TEXT + BEYOND)));
            return masked.substring(0, Math.max(0, Math.min(LONGEST_TEXT, masked.length() - BEYOND))) + "...";
        } catch (RuntimeException | StackOverflowError trouble) {
            return NOT_SHOWN;
        }
    }

    private String parameters(String query) {
        MaskedCopy copy = new MaskedCopy(query);
        int from = 0;
        while (from <= query.length()) {
            int ampersand = query.indexOf('&', from);
            int to = ampersand < 0 ? query.length() : ampersand;
            int equals = query.indexOf('=', from);
            if (equals >= from && equals < to) {
                if (isSecret(decoded(query.substring(from, equals)))) {
                    copy.replace(equals, to, "=" + MASK);
                } else if (hasSecret(decoded(query.substring(equals + 1, to)))) {
                    copy.replace(equals + 1, to, MASK);
                }
            }
            from = to + 1;
        }
        return copy.result();
    }

    @SuppressWarnings("ReferenceEquality") // what is innocent comes back as it is
    private boolean hasSecret(String value) {
        return TextScan.masked(value, keys, false) != value;
    }

    /** Percent-decoded, so that {@code p%61ssword} is seen for what it is; as it stands when it cannot be decoded. */
    private static String decoded(String part) {
        if (part.indexOf('%') < 0 && part.indexOf('+') < 0) {
            return part;
        }
        try {
            return URLDecoder.decode(part, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return part;
        }
    }
}
