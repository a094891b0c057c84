package dev.vigie.privacy;

import static dev.vigie.privacy.Numbers.isLetterOrDigit;

/** Where a secret value ends; when in doubt later rather than earlier. */
final class ValueEnds {

    private static final int LONGEST_KEY = 64;

    private final String text;
    private final boolean json;

    ValueEnds(String text, boolean json) {
        this.text = text;
        this.json = json;
    }

    /** Of a quoted one: its closing quote, escaped as its opening one was, or the end of a text that was cut off. */
    int ofQuoted(int from, char quote, int backslashesBeforeOpening) {
        int backslashes = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                backslashes++;
                continue;
            }
            if (c == quote && isClosing(backslashes, backslashesBeforeOpening) && !isInWord(i, quote)) {
                return i - Math.min(backslashes, backslashesBeforeOpening);
            }
            backslashes = 0;
        }
        return text.length();
    }

    private static boolean isClosing(int backslashes, int ofOpening) {
        return ofOpening == 0 ? backslashes % 2 == 0 : backslashes <= ofOpening;
    }

    /** The apostrophe of {@code 'it's'}, or the first one of two in SQL. */
    private boolean isInWord(int at, char quote) {
        return quote == '\'' && at + 1 < text.length() && isLetterOrDigit(text.charAt(at + 1));
    }

    /** Of an object, a list or something in brackets: behind the bracket that closes it. */
    int ofNested(int from) {
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                i = ofQuoted(i + 1, '"', 0);
            } else if (c == '{' || c == '[' || c == '(') {
                depth++;
            } else if ((c == '}' || c == ']' || c == ')') && --depth == 0) {
                return i + 1;
            }
        }
        return text.length();
    }

    int ofLine(int from) {
        int end = from;
        while (end < text.length() && !isLineEnd(text.charAt(end)) && !(json && text.charAt(end) == '"')) {
            end++;
        }
        return end;
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    /** Of one without quotes: a space, or a separator that the next key, or nothing, follows. */
    int ofBare(int from) {
        int end = from;
        while (end < text.length() && !isEnd(end)) {
            end++;
        }
        return end;
    }

    private boolean isEnd(int at) {
        char c = text.charAt(at);
        return switch (c) {
            case ',', ';', '&' -> json || isFollowedByNothing(at + 1) || isFollowedByKey(at + 1);
            case ')', ']', '}', '"', '\'' -> json || isFollowedByNothing(at + 1);
            case '<' -> true;
            case '\\' -> at + 1 < text.length() && text.charAt(at + 1) == '"';
            default -> c <= ' ';
        };
    }

    private boolean isFollowedByNothing(int at) {
        return at >= text.length() || text.charAt(at) <= ' ' || ",;&)]}\"'.:<".indexOf(text.charAt(at)) >= 0;
    }

    private boolean isFollowedByKey(int at) {
        for (int i = at; i < text.length() && i - at < LONGEST_KEY; i++) {
            char c = text.charAt(i);
            if (c == '=' || c == ':') {
                return i > at;
            }
            if (!isLetterOrDigit(c) && c != '_' && c != '-' && c != '.' && c != '%' && c != '[' && c != ']') {
                return false;
            }
        }
        return false;
    }
}
