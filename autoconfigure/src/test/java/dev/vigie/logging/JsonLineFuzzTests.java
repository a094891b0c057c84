package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
        write("metadata", LINES * 3 / 4, new Random(SEED));
        write("root", LINES / 4, new Random(SEED + 1));
    }

    private static void write(String keyValues, int count, Random random) {
        try (RecordedLines lines = new RecordedLines(keyValues)) {
            MadeUpEvents events = new MadeUpEvents(lines, random);
            for (int i = 0; i < count; i++) {
                String where = keyValues + " " + i + " of -Dvigie.fuzz.seed=" + SEED;
                lines.clear();
                String level = events.logOne();

                List<JsonNode> written;
                try {
                    written = lines.lines();
                } catch (AssertionError | RuntimeException invalid) {
                    throw new AssertionError(where, invalid);
                }
                assertThat(written).as(where).hasSize(1);
                assertThat(written.get(0).get("level").asText()).as(where).isEqualTo(level);
                assertThat(written.get(0).get("service").asText()).as(where).isEqualTo("crm-api");
                PlantedSecrets.assertNoneIn(where, lines.raw());
                PlantedSecrets.assertNoneIn(where, unescaped(lines.raw()));
            }
        }
    }

    /** A secret is one in JSON within JSON, too. */
    private static String unescaped(String line) {
        return line.indexOf('\\') < 0 ? line : line.replace("\\n", "\n").replace("\\", "");
    }
}
