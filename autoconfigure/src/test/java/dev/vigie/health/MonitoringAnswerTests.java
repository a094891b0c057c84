package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.feature.ErrorDelivery;
import io.sentry.Sentry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

class MonitoringAnswerTests {

    @AfterEach
    void stopSentry() {
        Sentry.close();
        forgetTheApplicationBefore();
    }

    /** Spring Boot hands its logging settings to system properties, where the next application would find them. */
    private static void forgetTheApplicationBefore() {
        for (LoggingSystemProperty property : LoggingSystemProperty.values()) {
            System.clearProperty(property.getEnvironmentVariableName());
        }
    }

    @Test
    void tellsSentryAndLoggingWithoutTheKey() {
        try (RunningApplication app = RunningApplication.with(
                Nothing.class,
                "vigie.logging.console=json",
                "sentry.dsn=http://s3cretkey@localhost:1/42",
                "sentry.environment=production",
                "sentry.enable-shutdown-hook=false",
                "logging.level.root=WARN")) {
            assertThat(app.get("/health/monitoring").body())
                    .isEqualTo("{\"status\":\"ok\",\"monitoring\":{"
                            + "\"sentry\":{\"enabled\":true,\"environment\":\"production\",\"dsn_configured\":true,"
                            + "\"rate_limited\":false,\"queued\":0,\"sent\":0,\"suppressed\":0,\"dropped\":{}},"
                            + "\"logging\":{\"level\":\"WARN\",\"structured\":true},"
                            + "\"metrics\":{\"enabled\":true,\"exposed\":true}}}");
            assertThat(app.json("/actuator/health/sentry")).containsEntry("status", "UP");
        }
    }

    @Test
    void tellsWhatBecameOfEvents() {
        try (RunningApplication app = RunningApplication.with(
                Delivered.class,
                "sentry.dsn=http://s3cretkey@localhost:1/42",
                "sentry.enable-shutdown-hook=false",
                "management.endpoint.health.show-details=always")) {
            String expected = "\"last_success\":\"2026-01-30T14:00:00Z\","
                    + "\"last_failure\":{\"kind\":\"rejected\",\"at\":\"2026-01-30T14:05:00Z\"},"
                    + "\"queued\":1,\"sent\":20,\"suppressed\":3,\"dropped\":{\"rejected\":4,\"sampled\":5}}";

            assertThat(app.get("/health/monitoring").body()).contains(expected);
            assertThat(app.get("/actuator/health/sentry").body()).contains(expected);
            assertThat(app.json("/actuator/health/sentry")).containsEntry("status", "UP");
        }
    }

    @Test
    void tellsThatThereIsNothing() {
        try (RunningApplication app = RunningApplication.with(
                Nothing.class, "vigie.environment=staging", "vigie.logging.console=text", "logging.level.root=INFO")) {
            assertThat(app.get("/health/monitoring").body())
                    .isEqualTo("{\"status\":\"ok\",\"monitoring\":{"
                            + "\"sentry\":{\"enabled\":false,\"environment\":\"staging\",\"dsn_configured\":false},"
                            + "\"logging\":{\"level\":\"INFO\",\"structured\":false},"
                            + "\"metrics\":{\"enabled\":true,\"exposed\":true}}}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "management.endpoints.web.exposure.include=health | {\"enabled\":true,\"exposed\":false}",
                "management.endpoints.web.exposure.exclude=prometheus | {\"enabled\":true,\"exposed\":false}",
                "management.endpoint.prometheus.access=none | {\"enabled\":true,\"exposed\":false}",
                "management.server.port=0 | {\"enabled\":true,\"exposed\":true}",
                "vigie.metrics.enabled=false | {\"enabled\":false}"
            })
    void tellsWhetherThereAreMetersToScrape(String property, String expected) {
        try (RunningApplication app = RunningApplication.with(Nothing.class, property)) {
            assertThat(app.get("/health/monitoring").body()).endsWith(",\"metrics\":" + expected + "}}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "vigie.logging.console=json, true",
        "vigie.logging.console=text, false",
        "logging.structured.format.console=ecs, true",
        "logging.config=classpath:dev/vigie/logging/including-logback.xml, true",
        "logging.config=classpath:dev/vigie/logging/async-logback.xml, true",
        "logging.config=classpath:dev/vigie/logging/own-logback.xml, false"
    })
    void tellsWhetherAnybodyWritesJson(String property, boolean structured) {
        assertThat(isStructured(property)).isEqualTo(structured);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "none"})
    void countsAJsonFile(String console, @TempDir Path directory) {
        String file = "logging.file.name=" + directory.resolve("app.log");
        assertThat(isStructured("vigie.logging.console=" + console, file)).isTrue();
    }

    @Test
    void knowsTheFormatsOfSpringBootWithoutTheLoggingFeature(@TempDir Path directory) {
        String off = "vigie.logging.enabled=false";
        String file = "logging.file.name=" + directory.resolve("app.log");

        assertThat(isStructured(off, "vigie.logging.console=json")).isFalse();
        assertThat(isStructured(off, "logging.structured.format.console=ecs")).isTrue();
        assertThat(isStructured(off, "logging.structured.format.file=ecs")).isFalse();
        assertThat(isStructured(off, "logging.structured.format.file=ecs", file))
                .isTrue();
    }

    private static boolean isStructured(String... properties) {
        forgetTheApplicationBefore();
        try (RunningApplication app = RunningApplication.with(Nothing.class, properties)) {
            Map<String, Object> monitoring = RunningApplication.member(app.json("/health/monitoring"), "monitoring");
            return Boolean.TRUE.equals(
                    RunningApplication.member(monitoring, "logging").get("structured"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Nothing {}

    @Configuration(proxyBeanMethods = false)
    static class Delivered {

        @Bean
        @Primary
        ErrorDelivery delivered() {
            return () -> new ErrorDelivery.Facts(
                    Instant.parse("2026-01-30T14:00:00.123Z"),
                    new ErrorDelivery.Failure("rejected", Instant.parse("2026-01-30T14:05:00Z")),
                    1,
                    20,
                    3,
                    Map.of("rejected", 4L, "sampled", 5L));
        }
    }
}
