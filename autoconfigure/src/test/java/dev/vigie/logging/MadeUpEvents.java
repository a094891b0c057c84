package dev.vigie.logging;

import ch.qos.logback.classic.Logger;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import net.logstash.logback.argument.StructuredArguments;
import net.logstash.logback.marker.Markers;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Logs what comes out of a random source: everything an application may ever log by mistake, and more. */
final class MadeUpEvents {

    private static final String[] KEYS = {
        "level",
        "message",
        "timestamp",
        "@timestamp",
        "metadata",
        "mdc",
        "error",
        "userId",
        "category",
        "service",
        "a",
        "org_id",
        "",
        "é",
        "with space",
        "\u2028"
    };
    private static final String[] TROUBLE = {
        "\r\n{\"level\":\"error\"}",
        "\u001b[31m",
        "\u0000",
        "\u2028\u2029\u0085",
        "\u202e\u2066",
        "\ud83d",
        "\ude80",
        "\"",
        "\\",
        "{}",
        "\ud83d\ude80",
        "</script>",
        "%n%d",
        "'",
        "漢",
        "\u009b"
    };
    private static final List<Level> LEVELS = List.of(Level.values());
    private static final int HUGE = 10_000_000;

    private final RecordedLines lines;
    private final Random random;

    MadeUpEvents(RecordedLines lines, Random random) {
        this.lines = lines;
        this.random = random;
    }

    /** Returns the level as the line must say it. */
    String logOne() {
        lines.mdc.clear();
        fillMdc();
        Level level = LEVELS.get(random.nextInt(LEVELS.size()));
        LoggingEventBuilder event = logger().atLevel(level);
        for (int i = random.nextInt(5); i > 0; i--) {
            event = addKeyValue(oneIn(9) ? event.addKeyValue(key(), (Object) null) : event);
        }
        if (oneIn(4)) {
            event = event.addArgument(structured());
        }
        if (oneIn(6)) {
            event = event.addMarker(Markers.append(PlantedSecrets.key(random), PlantedSecrets.VALUE));
        }
        if (oneIn(3)) {
            event = event.setCause(throwable());
        }
        event.addArgument(oneIn(3) ? value(0) : text()).log(oneIn(3) ? text() + " {} {}" : "{} {} done");
        return level.toString().toLowerCase(Locale.ROOT);
    }

    private Logger logger() {
        return lines.logger(oneIn(3) ? "com.acme." + line(60) + "x" : "com.acme.Orders");
    }

    private void fillMdc() {
        int entries = oneIn(500) ? 2_000 : random.nextInt(5);
        for (int i = 0; i < entries; i++) {
            if (oneIn(4)) {
                lines.mdc.put(PlantedSecrets.key(random), PlantedSecrets.VALUE);
            } else {
                lines.mdc.put(entries > 5 ? "key " + i : key(), text());
            }
        }
    }

    private LoggingEventBuilder addKeyValue(LoggingEventBuilder event) {
        return oneIn(4)
                ? event.addKeyValue(
                        PlantedSecrets.key(random), oneIn(3) ? List.of(PlantedSecrets.VALUE) : PlantedSecrets.VALUE)
                : event.addKeyValue(key(), value(0));
    }

    private Object structured() {
        return switch (random.nextInt(5)) {
            case 0 -> StructuredArguments.kv(PlantedSecrets.key(random), PlantedSecrets.VALUE);
            case 1 -> StructuredArguments.value(PlantedSecrets.key(random), PlantedSecrets.VALUE);
            case 2 ->
                StructuredArguments.entries(Map.of(PlantedSecrets.key(random), PlantedSecrets.VALUE, "level", "fatal"));
            case 3 -> StructuredArguments.kv(key(), value(0));
            default -> StructuredArguments.raw(key(), "{\"password\":\"" + PlantedSecrets.VALUE + "\"}");
        };
    }

    private String key() {
        return oneIn(3) ? text() : KEYS[random.nextInt(KEYS.length)];
    }

    private Object value(int depth) {
        return switch (random.nextInt(depth > 7 ? 8 : 12)) {
            case 0 -> random.nextLong();
            case 1 -> oneIn(2) ? Double.NaN : Float.NEGATIVE_INFINITY;
            case 2 -> random.nextBoolean();
            case 3 -> oneIn(9) ? BigInteger.ONE.shiftLeft(random.nextInt(100_000)) : new BigDecimal("1E+40");
            case 4 -> new Refusing(oneIn(2) ? new StackOverflowError() : new IllegalStateException("no"));
            case 5 -> 5_500_000_000_000_004L;
            case 6, 7 -> text();
            case 8 -> containsItself();
            case 9, 10 -> map(depth);
            default -> list(depth);
        };
    }

    private Map<Object, Object> map(int depth) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            map.put(key(), value(depth + 1));
            map.put(PlantedSecrets.key(random), PlantedSecrets.VALUE);
        }
        if (oneIn(5)) {
            // Other keys, the same text.
            map.put(7, text());
            map.put("7", text());
        }
        return map;
    }

    private List<Object> list(int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            list.add(value(depth + 1));
        }
        return list;
    }

    private static Map<String, Object> containsItself() {
        Map<String, Object> map = new HashMap<>();
        map.put("self", map);
        map.put("token", PlantedSecrets.VALUE);
        return map;
    }

    private Throwable throwable() {
        Exception failure = new IllegalStateException(text());
        for (int i = oneIn(50) ? 300 : random.nextInt(4); i > 0; i--) {
            failure = new IllegalArgumentException(text(), failure);
            if (oneIn(4)) {
                failure.addSuppressed(new ArithmeticException(text()));
            }
        }
        if (oneIn(20)) {
            Exception first = new IllegalStateException(text());
            first.initCause(new IllegalArgumentException(text(), first));
            return first;
        }
        return failure;
    }

    /** Some trouble and some secrets, with something in between that ends each of them. */
    private String text() {
        if (oneIn(15_000)) {
            return "x".repeat(random.nextInt(100)) + " " + PlantedSecrets.text(random) + " | y".repeat(HUGE / 4);
        }
        if (oneIn(200)) {
            // Around the places where texts are cut.
            int at = List.of(128, 256, 1_000, 2_048, 8_192, 16_384, 65_536).get(random.nextInt(7));
            return "x".repeat(at - random.nextInt(90)) + " " + PlantedSecrets.text(random) + " | more".repeat(12_000);
        }
        return line(oneIn(100) ? 20_000 : 100);
    }

    private String line(int longest) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(longest);
        while (text.length() < length) {
            switch (random.nextInt(6)) {
                case 0 -> text.append(TROUBLE[random.nextInt(TROUBLE.length)]);
                case 1 -> text.append(" | ").append(PlantedSecrets.text(random)).append(" | ");
                case 2 -> text.append((char) random.nextInt(0x10000));
                default -> text.append(random.nextInt(1_000)).append(" orders, ");
            }
        }
        return text.toString();
    }

    private boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    /** A value whose text is an exception. */
    private static final class Refusing {

        private final Throwable with;

        Refusing(Throwable with) {
            this.with = with;
        }

        @Override
        public String toString() {
            if (with instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) with;
        }
    }
}
