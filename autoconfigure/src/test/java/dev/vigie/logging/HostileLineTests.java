package dev.vigie.logging;

import static net.logstash.logback.argument.StructuredArguments.fields;
import static net.logstash.logback.argument.StructuredArguments.kv;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.logstash.logback.argument.StructuredArgument;
import net.logstash.logback.marker.Markers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Whatever is logged: one event is one physical line of valid JSON (checked by {@link RecordedLines} for every one).
 */
class HostileLineTests {

    private final RecordedLines lines = newLines();

    RecordedLines newLines() {
        return new RecordedLines();
    }

    @AfterEach
    void close() {
        lines.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "forged\r\n{\"level\":\"info\"}",
                "colour \u001b[31mred",
                "NUL \u0000 and DEL \u007f",
                "NEL \u0085 and CSI \u009b31m",
                "separators \u2028 and \u2029",
                "turned \u202a\u202b\u202c\u202d\u202e and \u2066\u2067\u2068\u2069",
                "quotes \" and \\ and </script>",
                "pair \ud83d\ude80 and text é 漢"
            })
    void keepsEveryCharacterOnOneLine(String text) {
        lines.mdc.put("requestId", text);
        lines.mdc.put("key " + text, text);

        lines.logger().atInfo().addKeyValue(text, text).log(text);

        JsonNode line = lines.only();
        assertThat(line.get("message").asText()).isEqualTo(text);
        assertThat(line.get("requestId").asText()).isEqualTo(text);
        assertThat(line.get("metadata").get(text).asText()).isEqualTo(text);
        assertThat(line.get("mdc").get("key " + text).asText()).isEqualTo(text);
    }

    @Test
    void escapesNamesThatAreInEveryLine() {
        String name = "crm\u202egpj \u0085\u2028\u009b\u007f\u2066 \"x\" \ud83d";
        try (RecordedLines named = new RecordedLines("metadata", name, List.of())) {
            named.logger().info("stored");
            assertThat(named.raw()).contains("\\u202e", "\\u2066", "\\u0085").doesNotContain("\u202e");
            assertThat(named.only().get("service").asText()).isEqualTo(name.replace('\ud83d', '\ufffd'));
        }
    }

    @Test
    void replacesHalfCharacters() {
        lines.logger().info("a\ud83db\ude80c\ud83d");

        assertThat(lines.only().get("message").asText()).isEqualTo("a\ufffdb\ufffdc\ufffd");
        assertThat(lines.raw()).doesNotContain("\\uD83D");
    }

    static Stream<Object> refusing() {
        Map<String, Object> itself = new HashMap<>();
        itself.put("self", itself);
        List<Object> list = new ArrayList<>();
        list.add(list);
        Map<String, Object> one = new HashMap<>();
        one.put("other", Map.of("back", one));
        return Stream.of(
                new Refusing(new IllegalStateException("no")),
                new Refusing(new StackOverflowError()),
                new Refusing(new NoClassDefFoundError("gone")),
                new Refusing(new AssertionError("no")),
                new Refusing(new OwnError()),
                new RefusingMap(),
                new RefusingList(),
                itself,
                list,
                one,
                BigInteger.ONE.shiftLeft(1_000_000),
                new Object[] {new Refusing(new IllegalStateException("no"))},
                Map.of("k", new Refusing(new IllegalStateException("no"))),
                new Refusing(null));
    }

    @ParameterizedTest
    @MethodSource("refusing")
    void writesAPlaceholderForAValueThatRefuses(Object value) {
        lines.logger().atWarn().addKeyValue("bad", value).addKeyValue("good", 1).log("kept {}", value);
        lines.logger().info("kept", kv("bad", value), kv("good", 1));
        lines.logger().info(Markers.append("bad", value).and(Markers.append("good", 1)), "kept {}", kv("bad", value));
        lines.logger().info("next");

        List<JsonNode> all = lines.lines();
        assertThat(all).hasSize(4);
        assertThat(all.get(0).get("message").asText()).startsWith("kept ");
        assertThat(all.get(0).get("metadata").get("good").asInt()).isEqualTo(1);
        assertThat(all.get(1).get("metadata").get("good").asInt()).isEqualTo(1);
        assertThat(all.get(0).get("event")).isNull();
        assertThat(all.get(2).get("metadata").has("bad")).isTrue();
        assertThat(all.get(3).get("message").asText()).isEqualTo("next");
    }

    @Test
    void namesTheClassThatRefuses() {
        lines.logger()
                .atInfo()
                .addKeyValue("bad", new Refusing(new IllegalStateException("no")))
                .log("x");

        assertThat(lines.only().get("metadata").get("bad").asText())
                .isEqualTo("[dev.vigie.logging.HostileLineTests$Refusing not printable:"
                        + " java.lang.IllegalStateException]");
    }

    @Test
    void survivesStructuredArgumentsThatThrowHalfWayOrNest() {
        StructuredArgument halfWay = json -> {
            json.writeFieldName("open");
            json.writeStartObject();
            throw new IllegalStateException("half-way");
        };
        StructuredArgument error = json -> {
            json.writeFieldName("open");
            json.writeStartObject();
            throw new AssertionError("half-way");
        };
        StructuredArgument unclosed = json -> {
            json.writeFieldName("level");
            json.writeStartArray();
        };
        StructuredArgument spoofing = json -> json.writeStringField("level", "fatal");

        lines.logger().info("a", halfWay, spoofing);
        lines.logger().info("b", unclosed);
        lines.logger().info("c", fields(new Node()));
        lines.logger().info("d", error, kv("good", 1));

        List<JsonNode> all = lines.lines();
        assertThat(all).hasSize(4);
        assertThat(all).extracting(line -> line.get("level").asText()).containsOnly("info");
        assertThat(all.get(0).get("metadata").get("argument").asText()).contains("IllegalStateException");
        assertThat(all.get(0).get("metadata").get("level").asText()).isEqualTo("fatal");
        assertThat(all.get(2).get("metadata").get("argument").asText()).startsWith("[structured argument");
        assertThat(all.get(3).get("metadata").get("argument").asText()).contains("AssertionError");
        assertThat(all.get(3).get("metadata").get("good").asInt()).isEqualTo(1);
    }

    @Test
    void neverLetsAKeySpoofOrRepeatAMember() {
        for (String key : List.of("level", "message", "timestamp", "@timestamp", "error", "metadata", "mdc")) {
            lines.mdc.put(key, "mdc");
        }
        lines.logger()
                .atInfo()
                .addKeyValue("level", "spoofed")
                .addKeyValue("same", 1)
                .addKeyValue("same", 2)
                .addKeyValue("same_2", 3)
                .addKeyValue("\ud800", 4)
                .addKeyValue("\ud801", 5)
                .log("true text");

        JsonNode line = lines.only();
        assertThat(line.get("level").asText()).isEqualTo("info");
        assertThat(line.get("message").asText()).isEqualTo("true text");
        assertThat(line.get("mdc").get("level").asText()).isEqualTo("mdc");
        assertThat(line.get("mdc").size()).isEqualTo(7);
        assertThat(line.get("metadata").size()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u0001", "漢", "\ud83d\ude80", "\""})
    void cutsAnOversizedMessageVisibly(String unit) {
        lines.logger().info(unit.repeat(10_000_000 / unit.length()));

        JsonNode line = lines.only();
        assertThat(line.get("message").asText()).startsWith(unit).endsWith("...[truncated]");
        assertThat(line.get("message").asText()).doesNotContain("\ufffd");
        assertThat(line.get("truncated").asBoolean()).isTrue();
    }

    @Test
    void keepsAMessageThatJustFits() {
        lines.logger().info("x".repeat(16 * 1024));

        assertThat(lines.only().get("message").asText()).hasSize(16 * 1024);
        assertThat(lines.only().has("truncated")).isFalse();
    }

    @Test
    void boundsALineWithThousandsOfMdcEntriesAndAnError() {
        for (int i = 0; i < 2_000; i++) {
            lines.mdc.put("key-" + i, "é".repeat(1_000));
        }
        lines.mdc.put("requestId", "r-1");

        lines.logger()
                .atError()
                .setCause(new IllegalStateException("\u0001".repeat(100_000)))
                .addKeyValue("big", "\u0002".repeat(100_000))
                .log("\u0003".repeat(100_000));

        JsonNode line = lines.only();
        assertThat(line.get("requestId").asText()).isEqualTo("r-1");
        assertThat(line.get("truncated").asBoolean()).isTrue();
        assertThat(line.get("error").get("stack").asText()).startsWith("java.lang.IllegalStateException");
    }

    @Test
    void showsAllValuesOfKeysThatHaveTheSameText() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put(1, "number");
        map.put("1", "text");
        map.put(1L, "long");
        StructuredArgument twice = json -> {
            json.writeObjectFieldStart("given");
            json.writeStringField("state", "true");
            json.writeStringField("state", "spoofed");
            json.writeEndObject();
        };
        lines.logger().atInfo().addKeyValue("map", map).addArgument(twice).log("stored {}");

        JsonNode metadata = lines.only().get("metadata");
        assertThat(metadata.get("map").toString()).isEqualTo("{\"1\":\"number\",\"1_2\":\"text\",\"1_3\":\"long\"}");
        assertThat(metadata.get("given").toString()).isEqualTo("{\"state\":\"true\",\"state_2\":\"spoofed\"}");
    }

    @Test
    void tellsThatValuesWereLeftOut() {
        List<Integer> hundred = Collections.nCopies(100, 1);
        LoggingEventBuilder event = lines.logger().atInfo();
        for (int i = 0; i < 30; i++) {
            event = event.addKeyValue("list" + i, hundred);
        }
        event.log("x");

        JsonNode line = lines.only();
        assertThat(line.get("metadata").get("list29")).isEmpty();
        assertThat(line.has("truncated")).isTrue();
    }

    @Test
    void boundsDeepAndWideValues() {
        List<Object> wide = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            wide.add(wide);
        }
        lines.logger()
                .atInfo()
                .addKeyValue("wide", wide)
                .addKeyValue("after", 1)
                .log("x");

        assertThat(lines.only().get("truncated").asBoolean()).isTrue();
    }

    @Test
    void endsACircularCause() {
        Exception first = new IllegalStateException("first");
        Exception second = new IllegalArgumentException("second", first);
        first.initCause(second);

        lines.logger().error("x", second);

        assertThat(lines.only().get("error").get("stack").asText()).contains("circular reference", "first", "second");
    }

    @Test
    void boundsALongChainOfCauses() {
        Exception failure = new IllegalStateException("root");
        for (int i = 0; i < 500; i++) {
            failure = new IllegalStateException("level " + i, failure);
        }
        lines.logger().error("x", failure);

        assertThat(lines.only().get("error").get("stack").asText()).hasSizeLessThan(8 * 1024 + 20);
        assertThat(lines.only().get("error").get("message").asText()).isEqualTo("level 499");
        assertThat(lines.only().get("error").get("stack").asText()).startsWith("[more exceptions left out]");
    }

    @Test
    void tellsThatTheMessageOfACauseWasCut() {
        lines.logger().error("x", new IllegalStateException("no", new RuntimeException("y".repeat(2_000))));

        JsonNode line = lines.only();
        assertThat(line.get("error").get("stack").asText()).startsWith("java.lang.RuntimeException: yyyy");
        assertThat(line.get("error").get("stack").asText()).contains("yyy...[truncated]\n\tat ");
        assertThat(line.has("truncated")).isTrue();
    }

    @Test
    void writesAPlaceholderForAThrowableThatRefuses() {
        LoggingEvent event = new LoggingEvent("here", lines.logger(), Level.ERROR, "x", null, null);
        event.setThrowableProxy(new ThrowableProxy(new IllegalStateException("fine")) {
            @Override
            public String getMessage() {
                throw new IllegalArgumentException("no message");
            }

            @Override
            public @Nullable IThrowableProxy getCause() {
                return this;
            }

            @Override
            public StackTraceElementProxy[] getStackTraceElementProxyArray() {
                throw new IllegalArgumentException("no stack");
            }
        });

        lines.logger().callAppenders(event);

        JsonNode error = lines.only().get("error");
        assertThat(error.get("type").asText()).isEqualTo("java.lang.IllegalStateException");
        assertThat(error.get("message").asText()).contains("not printable: java.lang.IllegalArgumentException");
        assertThat(error.get("stack").asText()).contains("not printable: java.lang.IllegalArgumentException");
    }

    /** A value whose text is an exception, or null. */
    private static final class Refusing {

        private final @Nullable Throwable with;

        Refusing(@Nullable Throwable with) {
            this.with = with;
        }

        @Override
        @SuppressWarnings({"NullAway", "ToStringReturnsNull"})
        public String toString() {
            if (with instanceof Error error) {
                throw error;
            }
            if (with instanceof RuntimeException exception) {
                throw exception;
            }
            return null;
        }
    }

    /** An Error no library knows. */
    private static final class OwnError extends Error {

        private static final long serialVersionUID = 1L;
    }

    /** A map that fails as a broken assertion of an application does. */
    private static final class RefusingMap extends AbstractMap<String, Object> {

        @Override
        public Set<Map.Entry<String, Object>> entrySet() {
            throw new AssertionError("no entries");
        }
    }

    /** A list that says it has elements and then refuses. */
    private static final class RefusingList extends AbstractList<Object> {

        @Override
        public Object get(int index) {
            throw new IllegalStateException("no element " + index);
        }

        @Override
        public int size() {
            return 3;
        }
    }

    /** A bean that contains itself. */
    @SuppressWarnings({"unused", "EffectivelyPrivate"})
    private static final class Node {

        public Node getSelf() {
            return this;
        }
    }
}
