package dev.vigie.privacy;

import static dev.vigie.privacy.Numbers.isLetterOrDigit;

import java.util.Locale;
import java.util.Set;

/**
 * Values beside the key of a secret: {@code password=x}, {@code Token: x}, {@code "token":"x"},
 * {@code <password>x</password>}.
 */
final class KeyedValues {

    private static final int LONGEST_BARE_KEY = 128;

    /** Words that are a key only together with the one before: {@code api key}, {@code card number}. */
    private static final Set<String> SECOND_WORDS = Set.of("key", "id", "number", "code");

    /** What stands before a colon in a stack trace and is no key. */
    private static final String[] NO_KEYS = {"Exception", "Error", ".java", ".kt", ".jar", ".groovy", ".scala"};

    /** The question mark is a parameter of SQL. */
    private static final Set<String> NO_SECRETS = Set.of("null", "true", "false", "?", Masking.MASK);

    private final String text;
    private final SecretKeys keys;
    private final ValueEnds ends;
    private final boolean json;
    private final MaskedCopy copy;

    KeyedValues(String text, SecretKeys keys, boolean json, MaskedCopy copy) {
        this.text = text;
        this.keys = keys;
        this.ends = new ValueEnds(text, json);
        this.json = json;
        this.copy = copy;
    }

    /** Masks the value behind the equals sign or colon here, if its key is a secret's; returns where to go on. */
    int behindSign(int sign) {
        // Of := the first character stands before the sign.
        int keyEnd = sign > 0 && text.charAt(sign) == '=' && text.charAt(sign - 1) == ':' ? sign - 1 : sign;
        while (keyEnd > 0 && sign - keyEnd < 3 && text.charAt(keyEnd - 1) == ' ') {
            keyEnd--;
        }
        if (keyEnd == 0) {
            return sign + 1;
        }
        char last = text.charAt(keyEnd - 1);
        boolean quoted = last == '"' || last == '\'';
        int keyStart = quoted ? text.lastIndexOf(last, keyEnd - 2) + 1 : bareKeyStart(keyEnd);
        int inner = quoted ? keyEnd - 1 : keyEnd;
        if (keyStart >= inner || !isSecret(keyStart, inner) || (!quoted && isNoKey(sign, inner))) {
            return sign + 1;
        }
        return mask(sign, keyStart, inner, quoted);
    }

    private int mask(int sign, int keyStart, int keyEnd, boolean quoted) {
        int start = sign + 1;
        while (start < text.length() && " \t=>".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        int open = start;
        while (open < text.length() && text.charAt(open) == '\\') {
            open++;
        }
        if (open >= text.length()) {
            return open;
        }
        char first = text.charAt(open);
        if (first == '"' || first == '\'') {
            int end = ends.ofQuoted(open + 1, first, open - start);
            copy.replace(open + 1, end, Masking.MASK);
            return Math.max(end, open + 1);
        }
        int end = first == '{' || first == '[' || first == '('
                ? ends.ofNested(open)
                : isWholeLine(keyStart, keyEnd) ? ends.ofLine(start) : ends.ofBare(start);
        if (!NO_SECRETS.contains(text.substring(start, Math.min(end, start + 6)))) {
            end = json ? end : wholeEnd(start, end);
            copy.replace(start, end, json && quoted ? "\"" + Masking.MASK + "\"" : Masking.MASK);
        }
        return Math.max(end, sign + 1);
    }

    /**
     * Of a value with spaces in it that is known by its looks: credentials, an account, a card, a key of many lines.
     */
    private int wholeEnd(int start, int end) {
        int credentials = Tokens.credentialsStart(text, start);
        int whole = Math.max(end, Numbers.ibanEnd(text, start));
        whole = credentials < 0 ? whole : Math.max(whole, ends.ofBare(credentials));
        for (int i = start; i < whole; i++) {
            char c = text.charAt(i);
            if (c == '-') {
                int key = Tokens.privateKeyEnd(text, i);
                whole = Math.max(whole, key);
                // Once is enough: without an end it is all that follows.
                i = key < 0 ? i : whole;
            } else if (Numbers.isDigit(c) && !isLetterOrDigit(text.charAt(i - 1))) {
                whole = Math.max(whole, Numbers.cardEnd(text, i));
            }
        }
        return whole;
    }

    /** Masks what stands in the element that begins here, if its name is a secret's; returns where to go on. */
    int inElement(int bracket) {
        int nameEnd = bracket + 1;
        while (nameEnd < text.length()
                && nameEnd - bracket <= LONGEST_BARE_KEY
                && (isOfBareKey(text.charAt(nameEnd)) || text.charAt(nameEnd) == ':')) {
            nameEnd++;
        }
        boolean named = nameEnd > bracket + 1 && nameEnd < text.length() && text.charAt(nameEnd) == '>';
        if (!named || !keys.isSecret(text, bracket + 1, nameEnd)) {
            return bracket + 1;
        }
        int close = text.indexOf('<', nameEnd);
        int end = close < 0 ? text.length() : close;
        copy.replace(nameEnd + 1, end, Masking.MASK);
        return Math.max(end, nameEnd + 1);
    }

    private int bareKeyStart(int end) {
        int start = wordStart(end);
        if (start > 1
                && text.charAt(start - 1) == ' '
                && end - start <= 6
                && SECOND_WORDS.contains(lower(start, end))) {
            return wordStart(start - 1);
        }
        return start;
    }

    private int wordStart(int end) {
        int start = end;
        while (start > 0 && end - start < LONGEST_BARE_KEY && isOfBareKey(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private String lower(int from, int to) {
        return text.substring(from, to).toLowerCase(Locale.ROOT);
    }

    /** A class of an exception, or a place in the source, with a colon behind it. */
    private boolean isNoKey(int sign, int keyEnd) {
        if (text.charAt(sign) != ':') {
            return false;
        }
        for (String ending : NO_KEYS) {
            if (text.startsWith(ending, keyEnd - ending.length())) {
                return true;
            }
        }
        return false;
    }

    private boolean isSecret(int from, int to) {
        if (keys.isSecret(text, from, to)) {
            return true;
        }
        if (to - from > LONGEST_BARE_KEY || !Escapes.areIn(text, from, to)) {
            return false;
        }
        String plain = Escapes.resolved(text.substring(from, to));
        return keys.isSecret(plain, 0, plain.length());
    }

    /** Of {@code Authorization: Bearer x} and {@code Cookie: a=b; c=d} all of it is the secret. */
    private boolean isWholeLine(int from, int to) {
        String key = lower(from, Math.min(to, from + LONGEST_BARE_KEY));
        return key.contains("authorization") || key.contains("cookie");
    }

    private static boolean isOfBareKey(char c) {
        return isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == '%' || c == '[' || c == ']' || c > 127;
    }
}
