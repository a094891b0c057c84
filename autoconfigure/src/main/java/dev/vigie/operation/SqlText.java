package dev.vigie.operation;

/** An SQL statement as it may be told: without the values written into it, on one line, and not too long. */
final class SqlText {

    static final int LONGEST = 2000;

    private SqlText() {}

    /**
     * Each literal becomes {@code ?}: quoted text, dollar-quoted text, numbers. Names in double quotes stay. Comments
     * are left out.
     */
    static String masked(String sql) {
        StringBuilder out = new StringBuilder(Math.min(sql.length(), LONGEST + 1));
        int i = 0;
        while (i < sql.length() && out.length() < LONGEST) {
            i = next(sql, i, out);
        }
        int end = out.length();
        while (end > 0 && out.charAt(end - 1) == ' ') {
            end--;
        }
        out.setLength(Math.min(end, LONGEST));
        return i < sql.length() ? out.append("...").toString() : out.toString();
    }

    private static int next(String sql, int i, StringBuilder out) {
        char c = sql.charAt(i);
        if (c == '\'') {
            out.append('?');
            return afterQuote(sql, i);
        }
        if (c == '$' && endOfTag(sql, i) > 0) {
            out.append('?');
            return afterDollarQuote(sql, i, endOfTag(sql, i));
        }
        if (sql.startsWith("--", i)) {
            return after(sql, i, "\n");
        }
        if (sql.startsWith("/*", i)) {
            return after(sql, i + 2, "*/");
        }
        if (isDigit(c) && !isInWord(sql, i)) {
            out.append('?');
            return afterNumber(sql, i);
        }
        if (c > ' ') {
            out.append(c);
        } else if (out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
            out.append(' ');
        }
        return i + 1;
    }

    /** Behind the closing quote; a doubled quote is a quote in the text, and so is one behind a backslash. */
    private static int afterQuote(String sql, int open) {
        int i = open + 1;
        while (i < sql.length()) {
            if (sql.charAt(i) == '\\') {
                i += 2;
            } else if (sql.charAt(i) != '\'') {
                i++;
            } else if (i + 1 < sql.length() && sql.charAt(i + 1) == '\'') {
                i += 2;
            } else {
                return i + 1;
            }
        }
        return sql.length();
    }

    /** The second dollar of an opening {@code $tag$}, or -1; {@code $1} is a parameter. */
    private static int endOfTag(String sql, int open) {
        int i = open + 1;
        while (i < sql.length() && isWord(sql.charAt(i))) {
            i++;
        }
        boolean tag =
                i < sql.length() && sql.charAt(i) == '$' && !isDigit(sql.charAt(open + 1)) && !isInWord(sql, open);
        return tag ? i : -1;
    }

    private static int afterDollarQuote(String sql, int open, int endOfTag) {
        return after(sql, endOfTag + 1, sql.substring(open, endOfTag + 1));
    }

    private static int after(String sql, int from, String end) {
        int found = sql.indexOf(end, from);
        return found < 0 ? sql.length() : found + end.length();
    }

    private static int afterNumber(String sql, int from) {
        int i = from;
        while (i < sql.length() && (isWord(sql.charAt(i)) || sql.charAt(i) == '.')) {
            i++;
        }
        return i;
    }

    /** The 2 of {@code address2} is part of a name, and the 1 of {@code $1} of a parameter. */
    private static boolean isInWord(String sql, int i) {
        return i > 0 && (isWord(sql.charAt(i - 1)) || sql.charAt(i - 1) == '$' || sql.charAt(i - 1) == ':');
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
