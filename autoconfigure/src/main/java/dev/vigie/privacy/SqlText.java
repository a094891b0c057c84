package dev.vigie.privacy;

import java.util.Arrays;

/** The literals of SQL statements, and the values a database repeats when it complains. */
final class SqlText {

    /**
     * What a statement in a free text begins with. Those of two parts are one only with the second behind the first.
     */
    private static final String[][] BEGINNINGS = {
        {"select ", " from "},
        {"insert into ", ""},
        {"update ", " set "},
        {"delete from ", ""},
        {"merge into ", ""},
        {"replace into ", ""},
        {"alter user ", ""},
        {"create user ", ""},
        {"alter role ", ""},
        {"create role ", ""}
    };

    /** What databases say before a value, and what ends it. */
    private static final String[][] COMPLAINTS = {
        {")=(", ") already exists", ") is not present", ") is still referenced", ") conflicts with", ") ", ")"},
        {"row contains (", ").", ")"},
        {"key value is (", ").", ")"},
        {"Duplicate entry '", "' for key", "'"},
        {"VALUES ( /*", "' )", ")"}
    };

    /** The letters statements begin with. */
    private static final boolean[] BEGIN = new boolean[128];

    static {
        for (String[] beginning : BEGINNINGS) {
            BEGIN[beginning[0].charAt(0)] = true;
            BEGIN[Character.toUpperCase(beginning[0].charAt(0))] = true;
        }
    }

    private static final int LONGEST_TOLD = 1_000;
    private static final int FARTHEST_SECOND = 2_000;

    private SqlText() {}

    /** A statement without what its literals say. */
    static String statement(String sql) {
        return literals(sql, 0);
    }

    /** A free text without the literals of statements it quotes and without the values a database tells in it. */
    static String quotedIn(String text) {
        boolean quotes = text.indexOf('\'') >= 0 || text.indexOf('"') >= 0 || text.contains("$$");
        int statement = quotes ? beginning(text) : -1;
        String masked = statement < 0 ? text : literals(text, statement);
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

    private static int beginning(String text) {
        int[] second = new int[BEGINNINGS.length];
        Arrays.fill(second, -1);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= BEGIN.length || !BEGIN[c] || (i > 0 && Numbers.isLetterOrDigit(text.charAt(i - 1)))) {
                continue;
            }
            int kind = kindOf(text, i);
            if (kind >= 0 && second[kind] < i) {
                second[kind] = indexOf(text, BEGINNINGS[kind][1], i);
            }
            if (kind >= 0 && second[kind] - i < FARTHEST_SECOND) {
                return i;
            }
        }
        return -1;
    }

    private static int kindOf(String text, int at) {
        for (int kind = 0; kind < BEGINNINGS.length; kind++) {
            String first = BEGINNINGS[kind][0];
            if (first.charAt(0) == (text.charAt(at) | 0x20) && text.regionMatches(true, at, first, 0, first.length())) {
                return kind;
            }
        }
        return -1;
    }

    /** In either case of letters; far behind the text when it is not in it. */
    private static int indexOf(String text, String word, int from) {
        for (int i = from; i <= text.length() - word.length(); i++) {
            if (text.regionMatches(true, i, word, 0, word.length())) {
                return i;
            }
        }
        return Integer.MAX_VALUE;
    }

    private static String literals(String text, int from) {
        MaskedCopy copy = new MaskedCopy(text);
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end = -1;
            if (c == '\'' && !isApostrophe(text, at)) {
                end = literalEnd(text, at + 1, c);
            } else if (c == '"' && isValue(text, at)) {
                end = literalEnd(text, at + 1, c);
            } else if (c == '$' && text.startsWith("$$", at)) {
                int close = text.indexOf("$$", at + 2);
                end = close < 0 ? text.length() : close;
                at++;
            }
            if (end >= 0) {
                copy.replace(at + 1, end, Masking.MASK);
                at = end + (c == '$' ? 1 : 0);
            }
            at++;
        }
        return copy.result();
    }

    /** As in "don't"; a literal may have one letter before it, as in {@code N'...'}. */
    private static boolean isApostrophe(String text, int at) {
        return at > 1 && Character.isLetter(text.charAt(at - 1)) && Character.isLetter(text.charAt(at - 2));
    }

    /** Double quotes are names in most databases and values in MySQL: a value where it is compared or assigned. */
    private static boolean isValue(String text, int at) {
        int before = at - 1;
        while (before >= 0 && text.charAt(before) == ' ') {
            before--;
        }
        int close = text.indexOf('"', at + 1);
        return before >= 0
                && text.charAt(before) == '='
                && (close < 0 || close + 1 >= text.length() || text.charAt(close + 1) != '.');
    }

    /** A backslash before a quote escapes it in one database and not in the other: then the last quote counts. */
    private static int literalEnd(String text, int from, char quote) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) != quote) {
                continue;
            }
            if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                i++;
            } else if (text.charAt(i - 1) == '\\' && i > from) {
                return text.lastIndexOf(quote);
            } else {
                return i;
            }
        }
        return text.length();
    }
}
