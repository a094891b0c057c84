package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;
import org.slf4j.spi.LoggingEventBuilder;

/** Thousands of made-up events, each of which must come out as one valid line. */
class RandomLineTests {

    private static final Set<String> CATEGORIES =
            Set.of("application", "access", "security", "performance", "database", "api");

    private static final String[] KEYS = {"level", "message", "timestamp", "metadata", "mdc", "error", "a", "b", "", "é"
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 20261121, 42})
    void writesOneValidLinePerEvent(long seed) {
        Random random = new Random(seed);
        for (String keyValues : List.of("metadata", "root")) {
            try (RecordedLines lines = new RecordedLines(keyValues)) {
                // Among so many random texts some look like secrets.
                lines.encoder.setMask("none");
                for (int i = 0; i < 500; i++) {
                    assertOneLine(lines, random, "seed " + seed + ", event " + i);
                }
            }
        }
    }

    @Test
    void drawsTheSameEventsFromTheSameSeed() {
        assertThat(text(new Random(7), 50)).isEqualTo(text(new Random(7), 50));
    }

    private static void assertOneLine(RecordedLines lines, Random random, String where) {
        lines.clear();
        lines.mdc.clear();
        for (int i = random.nextInt(4); i > 0; i--) {
            lines.mdc.put(key(random), text(random, 200));
        }
        String message = text(random, 2_000);
        Level level = List.of(Level.TRACE, Level.DEBUG, Level.INFO, Level.WARN, Level.ERROR)
                .get(random.nextInt(5));
        LoggingEventBuilder event =
                lines.logger(key(random) + "x").atLevel(org.slf4j.event.Level.valueOf(level.levelStr));
        for (int i = random.nextInt(5); i > 0; i--) {
            KeyValuePair pair = new KeyValuePair(key(random), value(random, 0));
            event = event.addKeyValue(pair.key, pair.value);
        }
        if (random.nextInt(4) == 0) {
            event = event.setCause(new IllegalStateException(text(random, 3_000), new Error(text(random, 100))));
        }
        event.log("{}", message);

        List<JsonNode> written = lines.lines();
        assertThat(written).as(where).hasSize(1);
        JsonNode line = written.get(0);
        assertThat(line.get("level").asText()).as(where).isEqualTo(level.levelStr.toLowerCase(java.util.Locale.ROOT));
        assertThat(line.get("service").asText()).as(where).isEqualTo("crm-api");
        assertThat(CATEGORIES).as(where).contains(line.get("category").asText());
        assertThat(line.get("message").asText()).as(where).isEqualTo(SafeText.wellFormed(message));
    }

    private static String key(Random random) {
        return random.nextBoolean() ? KEYS[random.nextInt(KEYS.length)] : text(random, 150);
    }

    private static Object value(Random random, int depth) {
        int kind = random.nextInt(depth > 7 ? 4 : 6);
        return switch (kind) {
            case 0 -> random.nextLong();
            case 1 -> random.nextDouble() * Double.MAX_VALUE * 2;
            case 2 -> random.nextBoolean();
            case 3 -> text(random, 12_000);
            case 4 -> {
                Map<String, Object> map = new HashMap<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    map.put(key(random), value(random, depth + 1));
                }
                yield map;
            }
            default -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    list.add(value(random, depth + 1));
                }
                yield list;
            }
        };
    }

    /** Characters of all sorts: plain, control, half ones, the whole plane. */
    private static String text(Random random, int longest) {
        int length = random.nextInt(longest + 1);
        int sort = random.nextInt(4);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char)
                    switch (sort) {
                        case 0 -> ' ' + random.nextInt(95);
                        case 1 -> random.nextInt(0x100);
                        case 2 -> 0xD700 + random.nextInt(0xA00);
                        default -> random.nextInt(0x10000);
                    });
        }
        return text.toString();
    }
}
