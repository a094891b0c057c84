package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is logged: one event is one physical line of valid JSON (checked by {@link RecordedLines} for every one).
 */
class HostileLineTests extends WithRecordedLines {

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
}
