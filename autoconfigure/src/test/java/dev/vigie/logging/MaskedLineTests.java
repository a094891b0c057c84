package dev.vigie.logging;

import static net.logstash.logback.argument.StructuredArguments.entries;
import static net.logstash.logback.argument.StructuredArguments.kv;
import static net.logstash.logback.argument.StructuredArguments.value;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.status.Status;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vigie.privacy.Masking;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import net.logstash.logback.marker.Markers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wherever a secret stands in an event, it does not stand in the line. */
class MaskedLineTests extends WithRecordedLines {

    @Test
    void masksTheValuesOfSecretKeys() {
        lines.mdc.put("session_token", "planted");
        lines.mdc.put("tenant", "north");

        lines.logger()
                .atInfo()
                .addMarker(Markers.append("clientSecret", "planted"))
                .addKeyValue("password", "planted")
                .addKeyValue("otp", 123456)
                .addKeyValue("user", Map.of("name", "Ada", "pwd", "planted", "logins", Arrays.asList(1, null)))
                .addKeyValue("list", List.of(Map.of("apiKey", List.of("planted"))))
                .addKeyValue("array", new Object[] {Map.of("cookie", "planted"), "x"})
                .addKeyValue("token", (Object) null)
                .addArgument(entries(Map.of("Authorization", "planted")))
                .log("stored");

        JsonNode line = lines.only();
        assertThat(lines.raw()).doesNotContain("planted").doesNotContain("123456");
        assertThat(line.get("mdc").get("session_token").asText()).isEqualTo("***");
        assertThat(line.get("mdc").get("tenant").asText()).isEqualTo("north");
        JsonNode metadata = line.get("metadata");
        assertThat(metadata.get("password").asText()).isEqualTo("***");
        assertThat(metadata.get("otp").asText()).isEqualTo("***");
        assertThat(metadata.get("user").get("pwd").asText()).isEqualTo("***");
        assertThat(metadata.get("user").get("name").asText()).isEqualTo("Ada");
        assertThat(metadata.get("user").get("logins")).hasToString("[1,null]");
        assertThat(metadata.get("list")).hasToString("[{\"apiKey\":\"***\"}]");
        assertThat(metadata.get("array")).hasToString("[{\"cookie\":\"***\"},\"x\"]");
        assertThat(metadata.get("token").isNull()).isTrue();
        assertThat(metadata.get("Authorization").asText()).isEqualTo("***");
        assertThat(metadata.get("clientSecret").asText()).isEqualTo("***");
    }

    static Stream<String> texts() {
        return PlantedSecrets.TEXTS.stream();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void masksWhatIsSecretInTexts(String text) {
        String planted = "before " + text + " after";
        lines.mdc.put("note", planted);
        lines.mdc.put("requestId", planted);
        Exception failure = new IllegalStateException(planted, new IllegalArgumentException("inner " + planted));
        failure.addSuppressed(new ArithmeticException("beside " + planted));

        lines.logger("logger " + planted)
                .atError()
                .addKeyValue("text", planted)
                .addKeyValue("object", new AtomicReference<>(planted))
                .addKeyValue("list", List.of(planted))
                .addKeyValue(planted, 1)
                .addArgument(planted)
                .setCause(failure)
                .log("got {}");

        JsonNode line = lines.only();
        PlantedSecrets.assertNoneIn("text", lines.raw());
        assertThat(line.get("message").asText()).startsWith("got before ").contains("***");
        assertThat(line.get("requestId").asText()).startsWith("before ").contains("***");
        assertThat(line.get("logger").asText()).startsWith("logger before ").contains("***");
        assertThat(line.get("mdc").get("note").asText()).startsWith("before ").contains("***");
        assertThat(line.get("metadata").get("text").asText())
                .startsWith("before ")
                .contains("***");
        assertThat(line.get("metadata").get("object").asText())
                .startsWith("before ")
                .contains("***");
        assertThat(line.get("error").get("message").asText())
                .startsWith("before ")
                .contains("***");
        assertThat(line.get("error").get("stack").asText())
                .contains("Wrapped by: java.lang.IllegalStateException: before ")
                .contains("java.lang.IllegalArgumentException: inner before ")
                .contains("Suppressed: java.lang.ArithmeticException: beside before ")
                .contains("***");
    }

    /** An argument that shows its value alone has no key beside it in the message. */
    @Test
    void masksAStructuredArgumentInTheMessage() {
        lines.logger()
                .info("{} of {} by {}", value("password", "planted"), kv("user", "ada"), kv("pin_token", "planted"));

        assertThat(lines.only().get("message").asText()).isEqualTo("*** of user=ada by ***");
        assertThat(lines.raw()).doesNotContain("planted");
    }

    @Test
    void masksTheNumberOfACardThatIsANumber() {
        lines.logger()
                .atInfo()
                .addKeyValue("long", 4111111111111111L)
                .addKeyValue("atomic", new AtomicLong(4111111111111111L))
                .addKeyValue("big", new BigInteger("4111111111111111"))
                .addKeyValue("decimal", new BigDecimal("4111111111111111"))
                .addKeyValue("millis", 1_790_000_000_000L)
                .addKeyValue("lowest", Long.MIN_VALUE)
                .addKeyValue("price", new BigDecimal("1234567890123.45"))
                .log("x");

        assertThat(lines.raw())
                .contains("{\"long\":\"***\",\"atomic\":\"***\",\"big\":\"***\",\"decimal\":\"***\","
                        + "\"millis\":1790000000000,\"lowest\":-9223372036854775808,\"price\":1234567890123.45}");
    }

    @Test
    void keepsTheIdsOfTracers() {
        lines.mdc.put("spanId", "4111111111111111");
        lines.mdc.put("traceId", "0af7651916cd43dd8448eb211c80319c");
        lines.logger().info("x");
        lines.mdc.put("spanId", "password=planted");
        lines.logger().info("x");

        assertThat(lines.lines())
                .extracting(line -> line.get("spanId").asText())
                .containsExactly("4111111111111111", "password=***");
        assertThat(lines.lines().get(0).get("traceId").asText()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    }

    @Test
    void namesNoEventAfterAToken() {
        lines.logger().info("ghp_0123456789abcdefghij0123456789abcdef");

        assertThat(lines.only().has("event")).isFalse();
        assertThat(lines.only().get("message").asText()).isEqualTo("***");
    }

    @Test
    void masksTheNameOfTheThread() {
        LoggingEvent event = new LoggingEvent("here", lines.logger(), Level.INFO, "x", null, null);
        event.setThreadName("session password=planted");

        lines.logger().callAppenders(event);

        assertThat(lines.only().get("thread").asText()).isEqualTo("session password=***");
    }

    @Test
    void masksALineThatIsLost() {
        LoggingEvent event =
                new LoggingEvent("here", lines.logger("token=planted"), Level.INFO, "planted", null, null) {
                    @Override
                    public String getMessage() {
                        throw new AssertionError("no message");
                    }

                    @Override
                    public void prepareForDeferredProcessing() {}
                };
        event.setThreadName("password=planted");

        lines.logger().callAppenders(event);

        assertThat(lines.only().get("event").asText()).isEqualTo("log_line_lost");
        assertThat(lines.raw()).doesNotContain("planted");
        assertThat(lines.only().get("thread").asText()).isEqualTo("password=***");
    }

    @Test
    void masksWhatIsLiftedToTheTopLevel() {
        try (RecordedLines root = new RecordedLines("root")) {
            root.logger()
                    .atInfo()
                    .addKeyValue("password", "planted")
                    .addKeyValue("message", "password=planted")
                    .log("x");

            assertThat(root.only().get("password").asText()).isEqualTo("***");
            assertThat(root.only().get("metadata")).hasToString("{\"message\":\"password=***\"}");
        }
    }

    @Test
    void masksByKeysOnly() {
        lines.encoder.setMask("keys");
        lines.logger()
                .atInfo()
                .addKeyValue("password", "planted")
                .addKeyValue("nested", Map.of("token", "planted"))
                .addKeyValue("card", 4111111111111111L)
                .log("password=shown");

        assertThat(lines.only().get("message").asText()).isEqualTo("password=shown");
        assertThat(lines.only().get("metadata"))
                .hasToString("{\"password\":\"***\",\"nested\":{\"token\":\"***\"},\"card\":4111111111111111}");
    }

    @Test
    void masksNothingWhenAskedTo() {
        lines.encoder.setMask(" NONE ");
        lines.logger().atInfo().addKeyValue("password", "shown").log("token={}", value("password", "shown"));

        assertThat(lines.only().get("message").asText()).isEqualTo("token=shown");
        assertThat(lines.only().get("metadata")).hasToString("{\"password\":\"shown\",\"password_2\":\"shown\"}");
    }

    @Test
    void masksAllWhenItDoesNotKnowWhatIsAsked() {
        lines.encoder.setMask("some");
        lines.logger().info("password=planted");

        assertThat(lines.only().get("message").asText()).isEqualTo("password=***");
        assertThat(lines.context.getStatusManager().getCopyOfStatusList())
                .filteredOn(status -> status.getLevel() == Status.WARN)
                .extracting(Status::getMessage)
                .containsExactly("mask is all, keys or none, not 'some'; taken for all");
    }

    @Test
    void learnsWhatIsSecretWhileItRuns() throws InterruptedException {
        lines.logger().atInfo().addKeyValue("health-number", "planted").log("first");
        assertThat(lines.lines()).hasSize(1);
        Thread other = new Thread(() -> lines.encoder.setMasking(Masking.of(List.of("health-number"))));
        other.start();
        other.join();
        lines.logger().atInfo().addKeyValue("health-number", "planted").log("second");

        assertThat(lines.lines())
                .extracting(line -> line.get("metadata").get("health-number").asText())
                .containsExactly("planted", "***");
    }

    @Test
    void keepsMaskingWhenThereAreMoreNamesThanItRemembers() {
        for (int i = 0; i < 2_000; i++) {
            lines.logger()
                    .atInfo()
                    .addKeyValue("name" + i, i)
                    .addKeyValue("password" + i, "planted")
                    .log("x");
        }

        List<JsonNode> all = lines.lines();
        assertThat(all).hasSize(2_000);
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).get("metadata"))
                    .hasToString("{\"name" + i + "\":" + i + ",\"password" + i + "\":\"***\"}");
        }
    }
}
