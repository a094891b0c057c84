package dev.vigie.logging;

/** Text for a terminal: whatever is more than a character there is written as its escape. */
final class TerminalText {

    private static final char FIRST_PRINTABLE = ' ';
    private static final char DELETE = 0x7F;
    private static final char LAST_CONTROL = 0x9F;

    private TerminalText() {}

    /** The text with line breaks and other control characters escaped; line breaks stay where they are wanted. */
    static String printable(String text, boolean lineBreaks) {
        for (int i = 0; i < text.length(); i++) {
            if (isCommand(text.charAt(i), lineBreaks)) {
                return escaped(text, i, lineBreaks);
            }
        }
        return text;
    }

    private static String escaped(String text, int from, boolean lineBreaks) {
        StringBuilder safe = new StringBuilder(text.length() + 16).append(text, 0, from);
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isCommand(c, lineBreaks)) {
                safe.append(c);
            } else if (c == '\n') {
                safe.append("\\n");
            } else if (c == '\r') {
                safe.append("\\r");
            } else {
                safe.append(String.format("\\u%04x", (int) c));
            }
        }
        return safe.toString();
    }

    private static boolean isCommand(char c, boolean lineBreaks) {
        if (c < FIRST_PRINTABLE) {
            return c != '\t' && !(lineBreaks && (c == '\n' || c == '\r'));
        }
        return (c >= DELETE && c <= LAST_CONTROL) || isSeparator(c) || turnsText(c);
    }

    /** U+2028 and U+2029 are line breaks to some readers. */
    private static boolean isSeparator(char c) {
        return c == '\u2028' || c == '\u2029';
    }

    /** What follows would be shown in another order than it is in. */
    private static boolean turnsText(char c) {
        return (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
    }
}
