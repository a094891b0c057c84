package dev.vigie.logging;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import net.logstash.logback.decorate.JsonFactoryDecorator;
import org.jspecify.annotations.Nullable;

/**
 * Escapes, besides what JSON asks for, what some readers take for a line end (U+0085, U+2028, U+2029) or a terminal for
 * a command (DEL and the C1 control characters).
 */
final class LineEscapes extends CharacterEscapes implements JsonFactoryDecorator {

    private static final int FIRST_C1 = 0x80;
    private static final int LAST_C1 = 0x9F;

    private static final SerializableString LINE_SEPARATOR = new SerializedString("\\u2028");
    private static final SerializableString PARAGRAPH_SEPARATOR = new SerializedString("\\u2029");
    private static final SerializableString[] C1 = c1();

    private final int[] ascii = standardAsciiEscapesForJSON();

    LineEscapes() {
        ascii[0x7F] = ESCAPE_STANDARD;
    }

    @Override
    public JsonFactory decorate(JsonFactory factory) {
        return factory.setCharacterEscapes(this);
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return ascii;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int ch) {
        if (ch <= LAST_C1) {
            return ch >= FIRST_C1 ? C1[ch - FIRST_C1] : null;
        }
        return switch (ch) {
            case 0x2028 -> LINE_SEPARATOR;
            case 0x2029 -> PARAGRAPH_SEPARATOR;
            default -> null;
        };
    }

    private static SerializableString[] c1() {
        SerializableString[] escapes = new SerializableString[LAST_C1 - FIRST_C1 + 1];
        for (int i = 0; i < escapes.length; i++) {
            escapes[i] = new SerializedString("\\u00" + Integer.toHexString(FIRST_C1 + i));
        }
        return escapes;
    }
}
