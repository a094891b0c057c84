package dev.vigie.logging;

import static net.logstash.logback.argument.StructuredArguments.fields;
import static net.logstash.logback.argument.StructuredArguments.kv;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.spi.LoggingEventBuilder;

/** Keys and values that refuse, lie, contain themselves or have no end: the rest of the line is whole. */
class HostileValueTests extends WithRecordedLines {

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
                .isEqualTo("[dev.vigie.logging.HostileValueTests$Refusing not printable:"
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
