package dev.vigie.privacy;

import static dev.vigie.privacy.Numbers.isDigit;

/**
 * Where quoted texts and comments of SQL end. Nobody says which database a statement is for, and databases disagree
 * (backslashes, double quotes, comments): where that matters for what follows, the end is {@link #UNSURE}.
 */
final class SqlQuotes {

    /** Nothing of that kind begins here. */
    static final int NONE = -1;

    /** It begins here, and where it ends depends on the database, or it does not end. */
    static final int UNSURE = -2;

    private static final String QUOTES = "'\"`$\\";
    private static final int LONGEST_TAG = 64;

    /** The longest name in square brackets, doubled and with its brackets. */
    private static final int LONGEST_IN_BRACKETS = 260;

    private final String sql;
    private final int to;
    private final boolean inString;

    /**
     * Those of a part of a text.
     *
     * @param to where the statement ends
     * @param inString whether it stands in a string of JSON, or one that looks like it, with the escapes of that
     */
    SqlQuotes(String sql, int to, boolean inString) {
        this.sql = sql;
        this.to = to;
        this.inString = inString;
    }

    /** Where the statement ends. */
    int end() {
        return to;
    }

    /** Behind the closing quote of the text or name that begins with the quote here. */
    int quotedEnd(int at) {
        return switch (sql.charAt(at)) {
            case '\'' -> isEscaped(at) ? UNSURE : textEnd(at);
            case '"' -> isEscaped(at) ? UNSURE : plainEnd(at + 1, '"');
            case '`' -> isEscaped(at) ? UNSURE : unambiguous(at + 1, indexOf("`", at + 1), 1);
            case '$' -> dollarEnd(at);
            case '\\' -> inString && isEscapedQuote(at) ? UNSURE : NONE;
            default -> NONE;
        };
    }

    private boolean isEscaped(int at) {
        return at > 0 && sql.charAt(at - 1) == '\\';
    }

    private boolean isEscapedQuote(int at) {
        return sql.startsWith("u0027", at + 1) || sql.startsWith("u0022", at + 1);
    }

    private int textEnd(int at) {
        String prefix = sql.substring(wordStart(at), at);
        if (prefix.equalsIgnoreCase("e") && !inString) {
            return escapedEnd(at + 1);
        }
        if (prefix.equalsIgnoreCase("q") || prefix.equalsIgnoreCase("nq")) {
            return alternativeEnd(at + 1);
        }
        return isEscapeClause(at) ? at + 3 : plainEnd(at + 1, '\'');
    }

    /** {@code like ? escape '\'}: a database in which the backslash escapes the quote wants two of them there. */
    private boolean isEscapeClause(int at) {
        int word = at;
        while (word > 0 && sql.charAt(word - 1) == ' ') {
            word--;
        }
        return at + 3 <= to
                && sql.startsWith("\\'", at + 1)
                && word >= 6
                && sql.regionMatches(true, word - 6, "escape", 0, 6)
                && wordStart(word) == word - 6
                && !(at + 3 < to && sql.charAt(at + 3) == '\'');
    }

    /** A doubled quote is one of the text. A backslash before a quote escapes it in one database and not in another. */
    private int plainEnd(int from, char quote) {
        int backslashes = 0;
        for (int i = from; i < to; i++) {
            char c = sql.charAt(i);
            if (c == quote && (backslashes % 2 == 1 || (inString && backslashes > 0))) {
                return UNSURE;
            }
            if (inString && c == '\\' && isEscapedQuote(i)) {
                return UNSURE;
            }
            if (c == quote && (i + 1 >= to || sql.charAt(i + 1) != quote)) {
                return i + 1;
            }
            if (c == quote) {
                i++;
            }
            backslashes = c == '\\' ? backslashes + 1 : 0;
        }
        return UNSURE;
    }

    /** Of {@code E'it\'s'}, in which the backslash always escapes. */
    private int escapedEnd(int from) {
        for (int i = from; i < to; i++) {
            char c = sql.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '\'' && i + 1 < to && sql.charAt(i + 1) == '\'') {
                i++;
            } else if (c == '\'') {
                return i + 1;
            }
        }
        return UNSURE;
    }

    /** Of Oracle's {@code q'[it's]'}. */
    private int alternativeEnd(int from) {
        if (from >= to) {
            return UNSURE;
        }
        int bracket = "[{(<".indexOf(sql.charAt(from));
        char closing = bracket < 0 ? sql.charAt(from) : "]})>".charAt(bracket);
        return unambiguous(from + 1, indexOf(closing + "'", from + 1), 2);
    }

    /** Of {@code $$...$$} and {@code $tag$...$tag$}; {@code $1} is a parameter, and in a name a dollar is one. */
    private int dollarEnd(int at) {
        int tagEnd = at + 1;
        while (tagEnd < to && tagEnd - at <= LONGEST_TAG && isWord(sql.charAt(tagEnd))) {
            tagEnd++;
        }
        boolean opens = tagEnd < to && sql.charAt(tagEnd) == '$' && !isDigit(sql.charAt(at + 1));
        if (!opens) {
            return NONE;
        }
        String tag = sql.substring(at, tagEnd + 1);
        return unambiguous(tagEnd + 1, indexOf(tag, tagEnd + 1), tag.length());
    }

    /** A database that does not know this way of quoting would take quotes in it for the beginning of another text. */
    private int unambiguous(int from, int end, int length) {
        return end < 0 || hasQuote(from, end) ? UNSURE : end + length;
    }

    /** Behind the comment that begins here. */
    int commentEnd(int at) {
        return switch (sql.charAt(at)) {
            case '/' -> sql.startsWith("/*", at) ? blockEnd(at) : NONE;
            case '-' -> sql.startsWith("--", at) ? lineEnd(at, at + 2 < to && sql.charAt(at + 2) > ' ') : NONE;
            // A comment in MySQL only, elsewhere an operator or a part of a name.
            case '#' -> sql.startsWith("#>", at) && !hasQuote(at, to) ? NONE : lineEnd(at, true);
            case '[' -> isNameWithQuote(at) ? UNSURE : NONE;
            default -> NONE;
        };
    }

    /** Some databases nest comments, and MySQL carries out what is in some of them. */
    private int blockEnd(int at) {
        int end = indexOf("*/", at + 2);
        if (end < 0) {
            return UNSURE;
        }
        boolean nested = sql.substring(at + 2, end).contains("/*");
        boolean carriedOut = sql.startsWith("!", at + 2) || sql.startsWith("M!", at + 2);
        return nested || (carriedOut && hasQuote(at, end)) ? UNSURE : end + 2;
    }

    private int lineEnd(int at, boolean onlyInSome) {
        int end = at;
        while (end < to && sql.charAt(end) != '\n' && sql.charAt(end) != '\r') {
            end++;
        }
        return onlyInSome && hasQuote(at + 1, end) ? UNSURE : end;
    }

    /** A name in SQL Server's brackets, such as {@code [it's]}. In {@code array['a', 'b']} the quotes are in pairs. */
    private boolean isNameWithQuote(int at) {
        int single = 0;
        int twice = 0;
        for (int i = at + 1; i < Math.min(to, at + LONGEST_IN_BRACKETS); i++) {
            char c = sql.charAt(i);
            if (c == ']') {
                return single % 2 == 1 || twice % 2 == 1;
            }
            single += c == '\'' ? 1 : 0;
            twice += c == '"' ? 1 : 0;
        }
        return false;
    }

    private boolean hasQuote(int from, int end) {
        for (int i = from; i < end; i++) {
            if (QUOTES.indexOf(sql.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private int indexOf(String part, int from) {
        int found = sql.indexOf(part, from);
        return found + part.length() > to ? -1 : found;
    }

    /** Prefixes of texts are short. */
    private int wordStart(int end) {
        int start = end;
        while (start > 0 && end - start < 16 && isNamePart(sql.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    /** What may stand within a name without quotes. */
    static boolean isNamePart(char c) {
        return isWord(c) || c == '$';
    }
}
