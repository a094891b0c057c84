package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the application decides itself is not touched. */
@ExtendWith({OutputCaptureExtension.class, FreshLogging.class})
@SuppressWarnings("try") // an application that only has to run and be closed
class LoggingLeftAloneTests {

    @ParameterizedTest
    @ValueSource(strings = {"vigie.enabled=false", "vigie.logging.enabled=false"})
    void touchesNothingWhenSwitchedOff(String off, CapturedOutput output) {
        try (var application = LoggingApplication.startWithoutQueue("vigie.logging.console=json", off)) {
            LoggerFactory.getLogger("com.acme.Orders").info("plain");
        }
        assertThat(output.getOut())
                .containsPattern("com\\.acme\\.Orders +: plain")
                .doesNotContain("{\"timestamp\"");
    }

    @Test
    void leavesAnOwnLogbackConfigurationAlone(CapturedOutput output) {
        try (var application = LoggingApplication.startWithoutQueue(
                "vigie.environment=production", "logging.config=classpath:dev/vigie/logging/own-logback.xml")) {
            assertThat(LoggingApplication.report(application).detail()).isEqualTo("own configuration");
            assertThat(LoggingApplication.report(application).structured()).isFalse();
        }
        assertThat(output.getOut())
                .contains("own: Logging left to the application: it has its own logback configuration"
                        + " (logging.config is set)")
                .doesNotContain("{\"timestamp\"");
    }

    @Test
    void writesTheSameLinesThroughTheIncludeOfAnOwnConfiguration(CapturedOutput output) {
        try (var application = LoggingApplication.startWithoutQueue(
                "vigie.environment=production",
                "spring.application.name=crm-api",
                "spring.main.banner-mode=off",
                "logging.config=classpath:dev/vigie/logging/including-logback.xml")) {
            assertThat(LoggingApplication.report(application).detail()).isEqualTo("json");
            assertThat(LoggingApplication.report(application).structured()).isTrue();
        }
        List<JsonNode> lines = LoggingApplication.jsonLines(output);
        assertThat(lines).isNotEmpty();
        assertThat(lines).extracting(line -> line.get("service").asText()).containsOnly("crm-api");
        assertThat(lines).extracting(line -> line.get("environment").asText()).containsOnly("production");
        assertThat(output.getOut()).contains("Structured logging initialised (json, level INFO)");
    }

    @Test
    void leavesAStructuredFormatOfSpringBootAlone(CapturedOutput output) {
        try (var application = LoggingApplication.startWithoutQueue(
                "vigie.environment=production", "logging.structured.format.console=ecs")) {
            assertThat(LoggingApplication.report(application).headline())
                    .isEqualTo("Logging left to the application: logging.structured.format.console is set");
            assertThat(LoggingApplication.report(application).structured()).isTrue();
        }
        assertThat(output.getOut()).contains("\"ecs\":{\"version\"").doesNotContain("{\"timestamp\"");
    }

    @Test
    void leavesAStructuredFileAloneWhileTheConsoleIsOurs(@TempDir Path directory, CapturedOutput output)
            throws IOException {
        Path file = directory.resolve("app.log");
        try (var application = LoggingApplication.startWithoutQueue(
                "vigie.logging.console=json", "logging.file.name=" + file, "logging.structured.format.file=logstash")) {
            assertThat(LoggingApplication.report(application).headline())
                    .isEqualTo("Structured logging initialised (json, level INFO)."
                            + " Logging left to the application: logging.structured.format.file is set");
        }
        assertThat(LoggingApplication.jsonLines(output)).isNotEmpty();
        assertThat(Files.readString(file)).contains("\"@timestamp\"").doesNotContain("{\"timestamp\"");
    }
}
