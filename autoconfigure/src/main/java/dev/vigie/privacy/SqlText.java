package dev.vigie.privacy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The literals of SQL statements, and the values a database repeats when it complains. */
final class SqlText {

    /** What a statement in a free text begins with; the second word stands behind the first. */
    private static final String[][] ADJACENT = {
        {"insert", "into"},
        {"delete", "from"},
        {"merge", "into"},
        {"replace", "into"},
        {"alter", "user"},
        {"create", "user"},
        {"alter", "role"},
        {"create", "role"}
    };

    /** The same; the second word stands somewhere behind the first. */
    private static final String[][] APART = {{"select", "from"}, {"update", "set"}};

    /** What databases say before a value, and what ends it. */
    private static final String[][] COMPLAINTS = {
        {")=(", ") already exists", ") is not present", ") is still referenced", ") conflicts with", ") ", ")"},
        {"row contains (", ").", ")"},
        {"key value is (", ").", ")"},
        {"Duplicate entry '", "' for key", "'"},
        {"VALUES ( /*", "' )", ")"}
    };

    /** The letters statements begin with. */
    private static final String BEGIN = "idmracsuIDMRACSU";

    /** Behind these words stands a name and not a value, in a statement or in what a database says of it. */
    private static final Set<String> BEFORE_NAMES =
            Set.of("into", "update", "join", "table", "relation", "column", "constraint", "index");

    private static final Pattern APOSTROPHE = Pattern.compile("(?:s|t|d|m|re|ve|ll)(?![\\p{L}\\p{N}_'])");
    private static final int LONGEST_TOLD = 1_000;
    private static final int FARTHEST_SECOND = 2_000;
    private static final int LONGEST_WORD = 16;

    private SqlText() {}

    /**
     * A free text without the literals of statements it quotes and without the values a database tells in it.
     *
     * @param json whether everything stands in strings of JSON
     */
    static String quotedIn(String text, boolean json) {
        boolean quotes = text.indexOf('\'') >= 0 || text.indexOf('"') >= 0 || text.indexOf('$') >= 0;
        String masked = quotes ? withoutLiterals(text, json) : text;
        if (text.indexOf('(') < 0 && text.indexOf('\'') < 0) {
            return masked;
        }
        for (String[] complaint : COMPLAINTS) {
            masked = withoutTold(masked, complaint);
        }
        return masked;
    }

    private static String withoutTold(String text, String[] complaint) {
        int at = text.indexOf(complaint[0]);
        if (at < 0) {
            return text;
        }
        MaskedCopy copy = new MaskedCopy(text);
        while (at >= 0) {
            int from = at + complaint[0].length();
            int end = endOfTold(text, from, complaint);
            copy.replace(from, end, Masking.MASK);
            at = text.indexOf(complaint[0], Math.max(end, from));
        }
        return copy.result();
    }

    private static int endOfTold(String text, int from, String[] complaint) {
        String near = text.substring(from, Math.min(text.length(), from + LONGEST_TOLD));
        int lineEnd = near.indexOf('\n');
        for (int i = 1; i < complaint.length; i++) {
            int end = near.indexOf(complaint[i]);
            if (end >= 0 && (lineEnd < 0 || end < lineEnd)) {
                return from + end;
            }
        }
        int line = text.indexOf('\n', from);
        return line < 0 ? text.length() : line;
    }

    private static String withoutLiterals(String text, boolean json) {
        MaskedCopy copy = new MaskedCopy(text);
        int[] second = new int[APART.length];
        Arrays.fill(second, -1);
        int from = beginning(text, 0, second);
        while (from >= 0) {
            boolean quoted = json || (from > 0 && text.charAt(from - 1) == '"');
            int to = quoted ? stringEnd(text, from, json) : text.length();
            mask(new SqlQuotes(text, to, to < text.length()), text, from, copy);
            from = beginning(text, to, second);
        }
        return copy.result();
    }

    /** The quote that closes the string around this place; outside of JSON that one is no quote of the statement. */
    private static int stringEnd(String text, int from, boolean json) {
        boolean escaped = false;
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '"' && !escaped) {
                boolean opens = i + 1 < text.length() && Character.isLetterOrDigit(text.charAt(i + 1));
                return opens && !json ? text.length() : i;
            }
            escaped = text.charAt(i) == '\\' && !escaped;
        }
        return text.length();
    }

    private static int beginning(String text, int from, int[] second) {
        for (int i = from; i < text.length(); i++) {
            if (BEGIN.indexOf(text.charAt(i)) >= 0
                    && (i == 0 || !Numbers.isLetterOrDigit(text.charAt(i - 1)))
                    && isBeginning(text, i, second)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isBeginning(String text, int at, int[] second) {
        for (int kind = 0; kind < APART.length; kind++) {
            if (isWord(text, at, APART[kind][0])) {
                if (second[kind] <= at) {
                    second[kind] = indexOf(text, APART[kind][1], at);
                }
                return second[kind] - at < FARTHEST_SECOND;
            }
        }
        for (String[] words : ADJACENT) {
            if (isWord(text, at, words[0])) {
                int next = at + words[0].length();
                while (next < text.length() && next - at < LONGEST_WORD * 4 && text.charAt(next) <= ' ') {
                    next++;
                }
                if (isWord(text, next, words[1])) {
                    return true;
                }
            }
        }
        return false;
    }

    /** In either case of letters, with a space, a line's end, which may be escaped, or a sign behind it. */
    private static boolean isWord(String text, int at, String word) {
        int end = at + word.length();
        return text.regionMatches(true, at, word, 0, word.length())
                && end < text.length()
                && (text.charAt(end) <= ' ' || "\\'\"`*(/".indexOf(text.charAt(end)) >= 0);
    }

    /** Far behind the text when the word is not in it. */
    private static int indexOf(String text, String word, int from) {
        for (int i = from; i <= text.length() - word.length(); i++) {
            if (isWord(text, i, word) && (i == 0 || !Numbers.isLetterOrDigit(text.charAt(i - 1)))) {
                return i;
            }
        }
        return Integer.MAX_VALUE;
    }

    private static void mask(SqlQuotes quotes, String text, int from, MaskedCopy copy) {
        int at = from;
        while (at < quotes.end()) {
            if (isApostrophe(text, at) || isInName(text, at)) {
                at++;
                continue;
            }
            int comment = quotes.commentEnd(at);
            int end = comment != SqlQuotes.NONE ? comment : quotes.quotedEnd(at);
            if (end == SqlQuotes.UNSURE) {
                // Of an escape nothing may stay.
                copy.replace(text.charAt(at) == '\\' ? at : at + 1, quotes.end(), Masking.MASK);
                return;
            }
            if (end != SqlQuotes.NONE && comment == SqlQuotes.NONE && !isName(text, at, end)) {
                copy.replace(at + 1, end - 1, Masking.MASK);
            }
            at = Math.max(end, at + 1);
        }
    }

    /** As in "don't". */
    private static boolean isApostrophe(String text, int at) {
        return text.charAt(at) == '\''
                && at > 1
                && Character.isLetter(text.charAt(at - 1))
                && Character.isLetter(text.charAt(at - 2))
                && APOSTROPHE
                        .matcher(text)
                        .region(at + 1, Math.min(text.length(), at + 4))
                        .useTransparentBounds(true)
                        .lookingAt();
    }

    private static boolean isInName(String text, int at) {
        return text.charAt(at) == '$' && at > 0 && SqlQuotes.isNamePart(text.charAt(at - 1));
    }

    /** Double quotes are names in most databases and values in MySQL. */
    private static boolean isName(String text, int at, int end) {
        if (text.charAt(at) == '`') {
            return true;
        }
        if (text.charAt(at) != '"') {
            return false;
        }
        int before = at;
        while (before > 0 && text.charAt(before - 1) == ' ') {
            before--;
        }
        int word = before;
        while (word > 0 && before - word < LONGEST_WORD && Numbers.isLetter(text.charAt(word - 1))) {
            word--;
        }
        return (end < text.length() && text.charAt(end) == '.')
                || text.charAt(Math.max(0, at - 1)) == '.'
                || BEFORE_NAMES.contains(text.substring(word, before).toLowerCase(Locale.ROOT));
    }
}
