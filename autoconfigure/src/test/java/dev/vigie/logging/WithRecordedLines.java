package dev.vigie.logging;

import org.junit.jupiter.api.AfterEach;

/** What is written for the lines of one test; a subclass may let a thread of its own write them. */
abstract class WithRecordedLines {

    final RecordedLines lines = newLines();

    RecordedLines newLines() {
        return new RecordedLines();
    }

    @AfterEach
    void close() {
        lines.close();
    }
}
