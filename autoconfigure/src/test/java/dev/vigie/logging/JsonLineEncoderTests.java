package dev.vigie.logging;

import static net.logstash.logback.argument.StructuredArguments.entries;
import static net.logstash.logback.argument.StructuredArguments.fields;
import static net.logstash.logback.argument.StructuredArguments.kv;
import static net.logstash.logback.argument.StructuredArguments.raw;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import net.logstash.logback.marker.Markers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MarkerFactory;

class JsonLineEncoderTests extends WithRecordedLines {

    @Test
    void writesAllMembersInTheOrderOfTheSchema() {
        Map.of(
                        "traceId", "0af7651916cd43dd8448eb211c80319c",
                        "spanId", "b7ad6b7169203331",
                        "requestId", "r-1",
                        "route", "POST /organisations",
                        "userId", "123",
                        "eventId", "9f86d081884c7d659a2feaa0c55ad015",
                        "tenant", "north")
                .forEach(lines.mdc::put);

        lines.logger()
                .atError()
                .addKeyValue("org_id", 123)
                .setCause(new IllegalStateException("broken"))
                .log("organisation_created");

        JsonNode line = lines.only();
        assertThat(line.fieldNames())
                .toIterable()
                .containsExactly(
                        "timestamp",
                        "level",
                        "service",
                        "environment",
                        "logger",
                        "thread",
                        "category",
                        "event",
                        "message",
                        "traceId",
                        "spanId",
                        "requestId",
                        "route",
                        "userId",
                        "metadata",
                        "mdc",
                        "error");
        assertThat(line.get("level").asText()).isEqualTo("error");
        assertThat(line.get("service").asText()).isEqualTo("crm-api");
        assertThat(line.get("environment").asText()).isEqualTo("production");
        assertThat(line.get("logger").asText()).isEqualTo("com.acme.Orders");
        assertThat(line.get("thread").asText()).isEqualTo(Thread.currentThread().getName());
        assertThat(line.get("event").asText()).isEqualTo("organisation_created");
        assertThat(line.get("route").asText()).isEqualTo("POST /organisations");
        assertThat(line.get("metadata")).hasToString("{\"org_id\":123}");
        assertThat(line.get("mdc")).hasToString("{\"tenant\":\"north\"}");
        assertThat(line.get("error").fieldNames()).toIterable().containsExactly("type", "message", "stack", "eventId");
        assertThat(line.get("error").get("type").asText()).isEqualTo("java.lang.IllegalStateException");
        assertThat(line.get("error").get("eventId").asText()).isEqualTo("9f86d081884c7d659a2feaa0c55ad015");
    }

    @Test
    void leavesOutWhatIsNotThere() {
        lines.mdc.put("traceId", "");

        lines.logger().info("Order {} of {} stored", 7, "Ada");

        JsonNode line = lines.only();
        assertThat(line.fieldNames())
                .toIterable()
                .containsExactly(
                        "timestamp", "level", "service", "environment", "logger", "thread", "category", "message");
        assertThat(line.get("message").asText()).isEqualTo("Order 7 of Ada stored");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-30T14:00:00.123Z", "2026-01-30T14:00:00.000Z", "1969-12-31T23:59:59.007Z"})
    void writesTheTimeInUtcWithThreeDigitsOfMilliseconds(String time) {
        LoggingEvent event = new LoggingEvent("here", lines.logger(), Level.INFO, "text", null, null);
        event.setInstant(Instant.parse(time));

        lines.logger().callAppenders(event);

        assertThat(lines.only().get("timestamp").asText()).isEqualTo(time);
    }

    @Test
    void writesEveryLevelInLowerCase() {
        lines.logger().trace("x");
        lines.logger().debug("x");
        lines.logger().info("x");
        lines.logger().warn("x");
        lines.logger().error("x");

        assertThat(lines.lines())
                .extracting(line -> line.get("level").asText())
                .containsExactly("trace", "debug", "info", "warn", "error");
    }

    @ParameterizedTest
    @CsvSource({
        "organisation_created, true",
        "a, true",
        "step2_done, true",
        "Organisation_created, false",
        "_created, false",
        "2nd, false",
        "two words, false",
        "organisation-created, false"
    })
    void namesAnEventOnlyWhenTheMessageIsAnEventName(String message, boolean expected) {
        lines.logger().info(message);

        assertThat(lines.only().has("event")).isEqualTo(expected);
    }

    @Test
    void doesNotLetAnArgumentNameAnEvent() {
        lines.logger().info("{}", "payment_received");

        assertThat(lines.only().has("event")).isFalse();
        assertThat(lines.only().get("message").asText()).isEqualTo("payment_received");
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.Orders, application",
        "access, access",
        "access.log, access",
        "accessories.Shop, application",
        "org.springframework.security.web.FilterChainProxy, security",
        "audit.login, security",
        "org.hibernate.SQL, database",
        "org.hibernate.validator.internal.util.Version, application",
        "com.zaxxer.hikari.HikariDataSource, database",
        "performance, performance",
        "api.partner, api"
    })
    void findsTheCategoryByLoggerName(String logger, String expected) {
        lines.logger(logger).info("x");

        assertThat(lines.only().get("category").asText()).isEqualTo(expected);
    }

    @Test
    void takesTheCategoryFromTheMarkerThenTheMdcThenTheLogger() {
        lines.mdc.put("category", "api");
        lines.logger("org.hibernate.SQL").info(LogCategories.SECURITY, "x");
        lines.logger("org.hibernate.SQL").info(MarkerFactory.getMarker("PERFORMANCE"), "x");
        lines.logger("org.hibernate.SQL").info(MarkerFactory.getMarker("unknown"), "x");
        lines.mdc.put("category", "made-up");
        lines.logger("org.hibernate.SQL").info("x");

        assertThat(lines.lines())
                .extracting(line -> line.get("category").asText())
                .containsExactly("security", "performance", "api", "database");
        assertThat(lines.lines().get(3).get("mdc")).hasToString("{\"category\":\"made-up\"}");
    }

    @Test
    void keepsTheTypesOfKeyValues() {
        lines.logger()
                .atInfo()
                .addKeyValue("int", 1)
                .addKeyValue("long", 2L)
                .addKeyValue("double", 1.5)
                .addKeyValue("decimal", new BigDecimal("10.25"))
                .addKeyValue("nan", Double.NaN)
                .addKeyValue("flag", true)
                .addKeyValue("none", (Object) null)
                .addKeyValue("unit", TimeUnit.SECONDS)
                .addKeyValue("at", Instant.parse("2026-01-30T14:00:00Z"))
                .addKeyValue("date", Date.from(Instant.parse("2026-01-30T14:00:00Z")))
                .addKeyValue("list", Arrays.asList(1, null, "x"))
                .addKeyValue("array", new int[] {1, 2})
                .addKeyValue("map", Map.of("inner", List.of(true)))
                .log("x");

        assertThat(lines.only().get("metadata"))
                .hasToString("{\"int\":1,\"long\":2,\"double\":1.5,\"decimal\":10.25,\"nan\":\"NaN\",\"flag\":true,"
                        + "\"none\":null,\"unit\":\"SECONDS\",\"at\":\"2026-01-30T14:00:00Z\","
                        + "\"date\":\"2026-01-30T14:00:00Z\",\"list\":[1,null,\"x\"],\"array\":[1,2],"
                        + "\"map\":{\"inner\":[true]}}");
    }

    @Test
    void writesStructuredArgumentsAndMarkersAsMetadata() {
        lines.logger()
                .info(
                        Markers.append("marked", 1),
                        "Import of {} done {} {} {}",
                        kv("file", "crm.csv"),
                        entries(Map.of("rows", 3)),
                        fields(new Totals(2, List.of("a"))),
                        raw("json", "{\"broken\""));

        JsonNode line = lines.only();
        assertThat(line.get("message").asText()).startsWith("Import of file=crm.csv done");
        assertThat(line.get("metadata"))
                .hasToString("{\"marked\":1,\"file\":\"crm.csv\",\"rows\":3,\"accepted\":2,\"names\":[\"a\"],"
                        + "\"json\":\"{\\\"broken\\\"\"}");
    }

    @Test
    void putsTheRootCauseFirst() {
        Exception failure = new IllegalStateException("outer", new IllegalArgumentException("inner"));
        failure.addSuppressed(new ArithmeticException("beside"));

        lines.logger().error("x", failure);

        String stack = lines.only().get("error").get("stack").asText();
        assertThat(stack)
                .startsWith("java.lang.IllegalArgumentException: inner\n\tat dev.vigie.logging.")
                .contains("\nWrapped by: java.lang.IllegalStateException: outer\n\tat ")
                .contains("\nSuppressed: java.lang.ArithmeticException: beside\n\tat ")
                .contains(" frames omitted\n");
        assertThat(lines.only().get("error").get("message").asText()).isEqualTo("outer");
        assertThat(lines.only().get("error").has("eventId")).isFalse();
        assertThat(lines.only().has("truncated")).isFalse();
    }

    @Test
    void liftsKeyValuesToTheTopLevelButNeverOverAMemberOfOurs() {
        try (RecordedLines root = new RecordedLines("root")) {
            root.logger()
                    .atInfo()
                    .addKeyValue("org_id", 7)
                    .addKeyValue("level", "fatal")
                    .addKeyValue("error", "none")
                    .addKeyValue("userId", "admin")
                    .addKeyValue("org_id", 8)
                    .log("x");

            JsonNode line = root.only();
            assertThat(line.get("org_id").asInt()).isEqualTo(7);
            assertThat(line.get("org_id_2").asInt()).isEqualTo(8);
            assertThat(line.get("level").asText()).isEqualTo("info");
            assertThat(line.has("userId")).isFalse();
            assertThat(line.get("metadata"))
                    .hasToString("{\"level\":\"fatal\",\"error\":\"none\",\"userId\":\"admin\"}");
        }
    }

    @Test
    void keepsTheEventIdUnderMdcWhenThereIsNoError() {
        lines.mdc.put(LogFields.EVENT_ID, "abc");

        lines.logger().info("x");

        assertThat(Objects.requireNonNull(lines.only().get("mdc"))
                        .get("eventId")
                        .asText())
                .isEqualTo("abc");
    }

    record Totals(int accepted, List<String> names) {}
}
