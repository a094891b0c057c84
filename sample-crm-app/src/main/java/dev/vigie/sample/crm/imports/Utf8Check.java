package dev.vigie.sample.crm.imports;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads a file once, line by line, to find the first line that is not UTF-8: a reader would only see a block. */
final class Utf8Check {

    private Utf8Check() {}

    /** @throws UnreadableFileException naming the line */
    static void check(InputStream file) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long number = 1;
        try (InputStream bytes = new BufferedInputStream(file)) {
            for (int next = bytes.read(); next >= 0; next = bytes.read()) {
                line.write(next);
                if (next == '\n') {
                    checkLine(number++, line);
                    line.reset();
                }
            }
        }
        checkLine(number, line);
    }

    private static void checkLine(long number, ByteArrayOutputStream line) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line.toByteArray()));
        } catch (CharacterCodingException e) {
            throw new UnreadableFileException(number, "is not UTF-8; save the file with this encoding");
        }
    }
}
