package dev.vigie.privacy;

/** Keys behind escapes: {@code p%61ssword} and {@code p\u005cu0061ssword} are read for what they are. */
final class Escapes {

    private Escapes() {}

    /** Whether there are any in this part of the text. */
    static boolean areIn(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == '%' || text.charAt(i) == '\\') {
                return true;
            }
        }
        return false;
    }

    /** With percent and unicode escapes resolved, where they are well-formed and in ASCII; the rest stays. */
    static String resolved(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int from = c == '%' ? i + 1 : c == '\\' && text.startsWith("u", i + 1) ? i + 2 : -1;
            int digits = c == '%' ? 2 : 4;
            int code = from < 0 || from + digits > text.length() ? -1 : hex(text, from, from + digits);
            if (code >= 0) {
                plain.append((char) code);
                i = from + digits;
            } else {
                plain.append(c == '+' ? ' ' : c);
                i++;
            }
        }
        return plain.toString();
    }

    private static int hex(String text, int from, int to) {
        int code = 0;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            code = code * 16 + digit;
        }
        return code;
    }
}
