package dev.vigie.privacy;

import org.jspecify.annotations.Nullable;

/** A text on its way out: what is secret is replaced; nothing is copied as long as nothing is. */
final class MaskedCopy {

    private final String text;
    private @Nullable StringBuilder copy;
    private int copied;

    MaskedCopy(String text) {
        this.text = text;
    }

    /** Replaces a part; parts come in order. What was replaced already stays. */
    void replace(int from, int to, String by) {
        int start = Math.max(from, copied);
        if (start >= to) {
            return;
        }
        StringBuilder masked = copy;
        if (masked == null) {
            masked = new StringBuilder(text.length());
            copy = masked;
        }
        masked.append(text, copied, start).append(by);
        copied = to;
    }

    /** The text itself when nothing was replaced. */
    String result() {
        StringBuilder masked = copy;
        return masked == null
                ? text
                : masked.append(text, copied, text.length()).toString();
    }
}
