package dev.vigie.logging;

/** The same when a thread of its own writes the lines. */
class QueuedCutSecretTests extends CutSecretTests {

    @Override
    RecordedLines newLines() {
        return RecordedLines.queued("metadata");
    }
}
