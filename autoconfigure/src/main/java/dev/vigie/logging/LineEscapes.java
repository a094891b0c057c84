package dev.vigie.logging;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import net.logstash.logback.decorate.JsonFactoryDecorator;
import org.jspecify.annotations.Nullable;

/**
 * Escapes, besides what JSON asks for, what some readers take for a line end (U+0085, U+2028, U+2029) or a terminal for
 * a command (DEL, the C1 control characters and those that turn the direction of text).
 */
final class LineEscapes extends CharacterEscapes implements JsonFactoryDecorator {

    private static final int FIRST_C1 = 0x80;
    private static final int LAST_C1 = 0x9F;

    /** Both separators, and those that embed or override a direction. */
    private static final int FIRST_SEPARATOR = 0x2028;

    private static final int LAST_OVERRIDE = 0x202E;

    /** Those that isolate a direction. */
    private static final int FIRST_ISOLATE = 0x2066;

    private static final int LAST_ISOLATE = 0x2069;

    private static final SerializableString[] C1 = escapes(FIRST_C1, LAST_C1);
    private static final SerializableString[] SEPARATORS = escapes(FIRST_SEPARATOR, LAST_OVERRIDE);
    private static final SerializableString[] ISOLATES = escapes(FIRST_ISOLATE, LAST_ISOLATE);

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
        if (ch < FIRST_SEPARATOR || ch > LAST_ISOLATE) {
            return null;
        }
        if (ch <= LAST_OVERRIDE) {
            return SEPARATORS[ch - FIRST_SEPARATOR];
        }
        return ch >= FIRST_ISOLATE ? ISOLATES[ch - FIRST_ISOLATE] : null;
    }

    /** A text that is in every line, in quotes and escaped as others are. */
    static SerializableString quoted(String text) {
        StringWriter json = new StringWriter();
        try (JsonGenerator generator =
                new LineEscapes().decorate(new JsonFactory()).createGenerator(json)) {
            generator.writeString(SafeText.wellFormed(text));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new SerializedString(json.toString());
    }

    private static SerializableString[] escapes(int first, int last) {
        SerializableString[] escapes = new SerializableString[last - first + 1];
        for (int i = 0; i < escapes.length; i++) {
            escapes[i] = new SerializedString(String.format("\\u%04x", first + i));
        }
        return escapes;
    }
}
