package dev.vigie.logging;

/** The same when a thread of its own writes the lines. */
class QueuedHostileValueTests extends HostileValueTests {

    @Override
    RecordedLines newLines() {
        return RecordedLines.queued("metadata");
    }
}
