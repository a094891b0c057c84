package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Made-up events of every sort with secrets planted in them, through a real logger and appender. Each must come out as
 * one line that {@link RecordedLines} takes for valid, with none of the secrets in it. Other events with
 * {@code -Dvigie.fuzz.seed=...}, more or fewer with {@code -Dvigie.fuzz.lines=...}.
 */
class JsonLineFuzzTests {

    private static final long SEED = Long.getLong("vigie.fuzz.seed", 20_261_130L);
    private static final int LINES = Integer.getInteger("vigie.fuzz.lines", 20_000);

    @Test
    void writesOneValidLineWithoutSecretsPerEvent(TestReporter reporter) {
        reporter.publishEntry("vigie.fuzz.seed", String.valueOf(SEED));
        write(new RecordedLines("metadata"), LINES / 2, 1, new Random(SEED));
        write(new RecordedLines("root"), LINES / 4, 1, new Random(SEED + 1));
    }

    @Test
    void writesThemTheSameWhenTheyAreQueued() {
        write(RecordedLines.queued("metadata"), LINES / 8, 50, new Random(SEED + 2));
        write(RecordedLines.queued("root"), LINES / 8, 50, new Random(SEED + 3));
    }

    /**
     * Writes made-up events, and looks at each.
     *
     * @param together so many are logged before the first of them is looked at
     */
    private static void write(RecordedLines lines, int count, int together, Random random) {
        try (lines) {
            MadeUpEvents events = new MadeUpEvents(lines, random);
            for (int i = 0; i < count; i += together) {
                lines.clear();
                List<String> levels = new ArrayList<>();
                while (levels.size() < together) {
                    levels.add(events.logOne());
                }
                assertAreLines("event " + i + " of -Dvigie.fuzz.seed=" + SEED, lines, levels);
            }
        }
    }

    private static void assertAreLines(String where, RecordedLines lines, List<String> levels) {
        List<JsonNode> written;
        try {
            written = lines.lines();
        } catch (AssertionError | RuntimeException invalid) {
            throw new AssertionError(where, invalid);
        }
        assertThat(written)
                .as(where)
                .extracting(line -> line.get("level").asText())
                .isEqualTo(levels);
        assertThat(written)
                .as(where)
                .extracting(line -> line.get("service").asText())
                .containsOnly("crm-api");
        assertThat(written)
                .as(where)
                .noneMatch(line -> LostLine.EVENT.equals(line.path("event").asText()));
        PlantedSecrets.assertNoneIn(where, lines.raw());
        PlantedSecrets.assertNoneIn(where, unescaped(lines.raw()));
    }

    /** A secret is one in JSON within JSON, too. */
    private static String unescaped(String line) {
        return line.indexOf('\\') < 0 ? line : line.replace("\\n", "\n").replace("\\", "");
    }
}
