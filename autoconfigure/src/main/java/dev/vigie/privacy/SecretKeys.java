package dev.vigie.privacy;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;

/**
 * The words that make a key secret. All words are looked for at once, in one pass without garbage, because every key of
 * every text is asked.
 *
 * @see <a href="https://doi.org/10.1145/360825.360855">Aho, Corasick: Efficient string matching</a>
 */
final class SecretKeys {

    private static final int LONGEST_KEY = 1024;

    private final Alphabet alphabet;
    private final Set<String> allowed = new HashSet<>();

    /** By state and letter. */
    private final int[][] next;

    /** Whether a word ends in this state. */
    private final boolean[] ends;

    /** The lengths, as bits, of words that end in this state and count only where a part of the key begins. */
    private final int[] lengthsOfParts;

    private int states = 1;

    /**
     * @param words secret wherever they stand in a key
     * @param parts secret where a part of a key begins ({@code ssn} in {@code user_ssn}, not in {@code className}); up
     *     to 30 letters
     * @param allowed keys that are never secret
     */
    SecretKeys(List<String> words, List<String> parts, List<String> allowed) {
        allowed.forEach(key -> this.allowed.add(normalised(key)));
        List<String> plain = words.stream().map(SecretKeys::normalised).toList();
        this.alphabet = new Alphabet(String.join("", plain) + String.join("", parts));
        int most = 1 + alphabet.lengthOf(plain) + alphabet.lengthOf(parts);
        this.next = new int[most][alphabet.size()];
        this.ends = new boolean[most];
        this.lengthsOfParts = new int[most];
        plain.stream().filter(word -> !word.isEmpty()).forEach(word -> ends[added(word)] = true);
        parts.forEach(part -> lengthsOfParts[added(part)] |= 1 << part.length());
        connect();
    }

    private int added(String word) {
        int state = 0;
        for (int i = 0; i < word.length(); i++) {
            int letter = alphabet.indexOf(word.charAt(i));
            if (next[state][letter] == 0) {
                next[state][letter] = states++;
            }
            state = next[state][letter];
        }
        return state;
    }

    /** From a state where no word goes on, to the longest end of what was read that begins a word. */
    private void connect() {
        int[] fallback = new int[next.length];
        Queue<Integer> open = new ArrayDeque<>();
        for (int state : next[0]) {
            if (state != 0) {
                open.add(state);
            }
        }
        for (Integer state = open.poll(); state != null; state = open.poll()) {
            ends[state] |= ends[fallback[state]];
            lengthsOfParts[state] |= lengthsOfParts[fallback[state]];
            for (int letter = 0; letter < alphabet.size(); letter++) {
                int longer = next[state][letter];
                int elsewhere = next[fallback[state]][letter];
                if (longer == 0) {
                    next[state][letter] = elsewhere;
                } else {
                    fallback[longer] = elsewhere;
                    open.add(longer);
                }
            }
        }
    }

    /** Whether the key that stands here in the text is a secret's. */
    boolean isSecret(CharSequence text, int from, int to) {
        int end = Math.min(to, from + LONGEST_KEY);
        int state = 0;
        int begins = 0;
        boolean separated = true;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (isSeparator(c)) {
                separated = true;
                continue;
            }
            begins = begins << 1 | (separated || isNewWord(text, from, i, end) ? 1 : 0);
            separated = false;
            state = next[state][alphabet.indexOf(Character.toLowerCase(c))];
            if (ends[state] || isPart(lengthsOfParts[state], begins)) {
                return allowed.isEmpty()
                        || !allowed.contains(
                                normalised(text.subSequence(from, end).toString()));
            }
        }
        return false;
    }

    private static boolean isPart(int lengths, int begins) {
        for (int left = lengths; left != 0; left &= left - 1) {
            if ((begins >>> (Integer.numberOfTrailingZeros(left) - 1) & 1) == 1) {
                return true;
            }
        }
        return false;
    }

    /** In {@code userOtp}, {@code userOTP} and {@code OTPCode}. */
    private static boolean isNewWord(CharSequence text, int from, int at, int end) {
        if (at == from || !Character.isUpperCase(text.charAt(at))) {
            return false;
        }
        return !Character.isUpperCase(text.charAt(at - 1))
                || (at + 1 < end && Character.isLowerCase(text.charAt(at + 1)));
    }

    private static boolean isSeparator(char c) {
        return c == '-' || c == '_' || c == '.' || c == ' ' || c == '[' || c == ']' || c == '\\';
    }

    private static String normalised(String key) {
        StringBuilder letters = new StringBuilder(key.length());
        for (int i = 0; i < key.length(); i++) {
            if (!isSeparator(key.charAt(i))) {
                letters.append(key.charAt(i));
            }
        }
        return letters.toString().toLowerCase(Locale.ROOT);
    }

    /** The letters that words are made of; all others are one. */
    private static final class Alphabet {

        private final String letters;
        private final int[] ofAscii = new int[128];

        Alphabet(String used) {
            StringBuilder distinct = new StringBuilder();
            used.chars().distinct().forEach(c -> distinct.append((char) c));
            this.letters = distinct.toString();
            for (int i = 0; i < letters.length(); i++) {
                if (letters.charAt(i) < ofAscii.length) {
                    ofAscii[letters.charAt(i)] = i + 1;
                }
            }
        }

        int indexOf(char c) {
            return c < ofAscii.length ? ofAscii[c] : letters.indexOf(c) + 1;
        }

        int size() {
            return letters.length() + 1;
        }

        int lengthOf(List<String> words) {
            return words.stream().mapToInt(String::length).sum();
        }
    }
}
