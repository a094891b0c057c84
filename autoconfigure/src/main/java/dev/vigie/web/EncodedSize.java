package dev.vigie.web;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import org.jspecify.annotations.Nullable;

/** How many bytes the characters of a text become, piece by piece; half a surrogate pair may end a piece. */
final class EncodedSize {

    private final Charset charset;
    private final boolean utf8;
    private final boolean oneByteEach;
    private boolean afterHighSurrogate;
    private boolean begun;
    private String half = "";

    EncodedSize(@Nullable String encoding) {
        this.charset = charsetOf(encoding);
        this.utf8 = charset.equals(StandardCharsets.UTF_8);
        this.oneByteEach = !utf8 && charset.canEncode() && charset.newEncoder().maxBytesPerChar() == 1;
    }

    private static Charset charsetOf(@Nullable String encoding) {
        try {
            return encoding == null ? StandardCharsets.ISO_8859_1 : Charset.forName(encoding);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return StandardCharsets.ISO_8859_1;
        }
    }

    long of(CharSequence text, int from, int to) {
        if (!utf8 && !oneByteEach) {
            return ofOther(text.subSequence(from, to).toString());
        }
        long size = 0;
        for (int i = from; i < to; i++) {
            size += of(text.charAt(i));
        }
        return size;
    }

    /** An encoder writes a question mark for what it cannot encode. */
    private int of(char c) {
        if (afterHighSurrogate && Character.isLowSurrogate(c)) {
            afterHighSurrogate = false;
            // One was counted already.
            return utf8 ? 3 : 0;
        }
        afterHighSurrogate = Character.isHighSurrogate(c);
        if (!utf8 || c < 0x80) {
            return 1;
        }
        return c < 0x800 ? 2 : Character.isSurrogate(c) ? 1 : 3;
    }

    private long ofOther(String text) {
        boolean first = !begun;
        begun |= !text.isEmpty();
        if (charset.name().startsWith("UTF-16")) {
            int mark = first && begun && charset.equals(StandardCharsets.UTF_16) ? 2 : 0;
            return mark + 2L * text.length();
        }
        String whole = half + text;
        int end = whole.length();
        // Half a pair waits for its other half, as it does in the encoder.
        end -= end > 0 && Character.isHighSurrogate(whole.charAt(end - 1)) ? 1 : 0;
        half = whole.substring(end);
        return charset.canEncode() ? whole.substring(0, end).getBytes(charset).length : end;
    }
}
