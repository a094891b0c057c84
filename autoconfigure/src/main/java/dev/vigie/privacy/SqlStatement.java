package dev.vigie.privacy;

import static dev.vigie.privacy.Numbers.isDigit;
import static dev.vigie.privacy.SqlQuotes.NONE;
import static dev.vigie.privacy.SqlQuotes.UNSURE;
import static dev.vigie.privacy.SqlQuotes.isNamePart;
import static dev.vigie.privacy.SqlQuotes.isWord;

import java.util.Locale;
import java.util.Set;

/**
 * One pass over an SQL statement that writes it down without its values and comments, on one line and not too long.
 * From where it is unsure on, the rest is left out.
 */
final class SqlStatement {

    static final int LONGEST = 2000;

    private static final String MORE = "...";

    /** Behind these stands the name of a table, and never a value. */
    private static final Set<String> BEFORE_TABLES = Set.of("into", "update", "join", "table");

    private final String sql;
    private final SqlQuotes quotes;
    private final StringBuilder out;
    private int depth;

    /** The word just written, in lower case; empty behind anything else. */
    private String word = "";

    private boolean afterIdentified;

    /** The highest number of a parameter so far: {@code $4500} as the first is money. */
    private int highest;

    private SqlStatement(String sql) {
        this.sql = sql;
        this.quotes = new SqlQuotes(sql, sql.length(), false);
        this.out = new StringBuilder(Math.min(sql.length(), LONGEST + 16));
    }

    /** Each value becomes {@code ?}. What is written down already stays as it is. */
    static String withoutValues(String sql) {
        return new SqlStatement(sql).written();
    }

    private String written() {
        int at = 0;
        while (at >= 0 && at < sql.length() && out.length() <= LONGEST + MORE.length()) {
            at = next(at);
        }
        if (at < 0) {
            out.append('?').append(MORE);
        }
        return bounded(out.toString().strip());
    }

    static String bounded(String line) {
        if (line.length() <= LONGEST + MORE.length()) {
            return line;
        }
        return line.substring(0, Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST) + MORE;
    }

    /** Where to go on; negative for not at all. */
    private int next(int at) {
        char c = sql.charAt(at);
        int comment = quotes.commentEnd(at);
        if (comment != NONE) {
            space();
            return comment;
        }
        int end = quotes.quotedEnd(at);
        if (end == UNSURE) {
            return UNSURE;
        }
        if (end != NONE) {
            quoted(at, end);
            return end;
        }
        if (isDigit(c)) {
            value();
            return numberEnd(at);
        }
        if (isWord(c)) {
            return word(at);
        }
        if (isSpace(c)) {
            space();
            return at + 1;
        }
        return (c == '$' || c == ':') && isParameter(at) ? parameter(at) : sign(c, at);
    }

    private void quoted(int at, int end) {
        if (sql.charAt(at) != '\'' && sql.charAt(at) != '$' && isName(at + 1, end - 1) && isKept(at, end)) {
            out.append(sql, at, end);
            notWord();
        } else {
            value();
        }
    }

    /**
     * Double quotes are names in most databases and values in MySQL. Kept is what can be no value there: beside a dot
     * and where a table is named.
     */
    private boolean isKept(int at, int end) {
        boolean beforeDot = end < sql.length() && sql.charAt(end) == '.';
        boolean afterDot = !out.isEmpty() && out.charAt(out.length() - 1) == '.';
        return sql.charAt(at) == '`'
                || beforeDot
                || afterDot
                || BEFORE_TABLES.contains(word)
                // In trim(both 'x' from "y") it is a value.
                || (word.equals("from") && depth == 0);
    }

    private boolean isName(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isNamePart(sql.charAt(i))) {
                return false;
            }
        }
        return from < to && !isDigit(sql.charAt(from));
    }

    private void value() {
        out.append('?');
        notWord();
    }

    private void notWord() {
        word = "";
        afterIdentified = false;
    }

    private int numberEnd(int from) {
        int end = from;
        while (end < sql.length() && (isWord(sql.charAt(end)) || sql.charAt(end) == '.' || isExponent(from, end))) {
            end++;
        }
        return end;
    }

    /** The sign in {@code 1e-10}. */
    private boolean isExponent(int from, int at) {
        char c = sql.charAt(at);
        return (c == '-' || c == '+')
                && (sql.charAt(at - 1) | 0x20) == 'e'
                && !sql.startsWith("0x", from)
                && at + 1 < sql.length()
                && isDigit(sql.charAt(at + 1));
    }

    private int word(int at) {
        int end = at;
        while (end < sql.length() && isNamePart(sql.charAt(end))) {
            end++;
        }
        String now = end - at > 16 ? "" : sql.substring(at, end).toLowerCase(Locale.ROOT);
        // Oracle's password is a word without quotes.
        boolean isPassword = afterIdentified && word.equals("by");
        boolean identified = now.equals("identified") || (word.equals("identified") && now.equals("by"));
        out.append(isPassword ? "?" : sql.substring(at, Math.min(end, at + LONGEST + MORE.length() + 1)));
        notWord();
        word = now;
        afterIdentified = identified;
        return end;
    }

    /** {@code $1} and {@code :1}, counted from one, and no amount of money and no part of an array. */
    private boolean isParameter(int at) {
        int end = parameterEnd(at);
        return end > at + 1
                && end - at <= 5
                && Integer.parseInt(sql, at + 1, end, 10) <= highest + 1
                && (end == sql.length() || !(isNamePart(sql.charAt(end)) || sql.charAt(end) == '.'))
                && (at == 0 || !(isNamePart(sql.charAt(at - 1)) || sql.charAt(at - 1) == ':'));
    }

    private int parameterEnd(int at) {
        int end = at + 1;
        while (end < sql.length() && end - at <= 5 && isDigit(sql.charAt(end))) {
            end++;
        }
        return end;
    }

    private int parameter(int at) {
        int end = parameterEnd(at);
        highest = Math.max(highest, Integer.parseInt(sql, at + 1, end, 10));
        out.append(sql, at, end);
        notWord();
        return end;
    }

    private int sign(char c, int at) {
        depth = c == '(' ? depth + 1 : c == ')' ? Math.max(0, depth - 1) : depth;
        out.append(c);
        notWord();
        return at + 1;
    }

    private void space() {
        if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
            out.append(' ');
        }
    }

    private static boolean isSpace(char c) {
        return c <= ' ' || Character.isISOControl(c) || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
