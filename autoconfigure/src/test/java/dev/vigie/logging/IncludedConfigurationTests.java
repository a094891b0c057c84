package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Applications with a logback configuration of their own, in which one line includes ours. */
@ExtendWith({OutputCaptureExtension.class, FreshLogging.class})
@SuppressWarnings("try") // an application that only has to run and be closed
class IncludedConfigurationTests {

    @TempDir
    private Path directory;

    @Test
    void writesConsoleAndFilesAsTheyAreWithoutAnOwnConfiguration(CapturedOutput output) throws IOException {
        Path file = directory.resolve("logs/app.log");
        try (var application = start(
                "vigie.environment=production",
                "spring.application.name=crm-api",
                "spring.main.banner-mode=off",
                "logging.file.name=" + file,
                "logging.threshold.console=WARN",
                "vigie.logging.files.categories=true",
                "vigie.logging.rate-limit.lines=5",
                "vigie.logging.async.queue-size=128")) {
            assertThat(application.getBean(LoggingReport.class).headline())
                    .isEqualTo("Structured logging initialised (json, level INFO)");
            AsyncLineAppender lines = Objects.requireNonNull(
                    new LinePipeline((LoggerContext) LoggerFactory.getILoggerFactory()).installed());
            assertThat(lines.flow().siteLines()).isEqualTo(5);
            assertThat(lines.flow().queueLines()).isEqualTo(128);
            assertThat(lines.flow().asynchronous()).isTrue();
            Logger log = LoggerFactory.getLogger("com.acme.Orders");
            log.info("stored with password=hunter2");
            log.error("failed");
            log.warn(LogCategories.SECURITY, "login_failed");
            LoggerFactory.getLogger("com.acme.quiet").warn("unheard");
            Awaitility.await().until(() -> output.getOut().contains("login_failed"));
        }
        List<JsonNode> console =
                output.getOut().lines().map(RecordedLines::parse).toList();
        assertThat(console).extracting(line -> line.get("service").asText()).containsOnly("crm-api");
        assertThat(console)
                .extracting(line -> line.get("message").asText())
                .as("above the threshold")
                .containsExactly("failed", "login_failed");
        assertThat(LoggedFiles.messages(file))
                .contains("stored with password=***", "failed", "login_failed")
                .doesNotContain("unheard");
        assertThat(LoggedFiles.messages(file.resolveSibling("app-error.log"))).containsExactly("failed");
        assertThat(LoggedFiles.messages(file.resolveSibling("app-security.log")))
                .containsExactly("login_failed");
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(directory.resolve("logs"))).isEqualTo("rwx------");
    }

    @Test
    void writesTextInDevelopmentAndJsonInTheFile(CapturedOutput output) throws IOException {
        Path file = directory.resolve("app.log");
        try (var application = start("logging.file.name=" + file)) {
            assertThat(application.getBean(LoggingReport.class).headline())
                    .isEqualTo("Text logging initialised (level INFO, json in the file)");
            MDC.put(LogFields.REQUEST_ID, "r-1");
            LoggerFactory.getLogger("com.acme.Orders").info("inside");
        } finally {
            MDC.remove(LogFields.REQUEST_ID);
        }
        assertThat(output.getOut())
                .containsPattern("] \\[r-1] com\\.acme\\.Orders +: inside")
                .doesNotContain("{\"timestamp\"");
        assertThat(LoggedFiles.messages(file)).contains("inside");
    }

    @Test
    void writesNoConsoleWhereNoneIsWanted(CapturedOutput output) throws IOException {
        Path file = directory.resolve("app.log");
        try (var application =
                start("logging.file.name=" + file, "vigie.logging.console=none", "spring.main.banner-mode=off")) {
            LoggerFactory.getLogger("com.acme.Orders").info("inside");
        }
        assertThat(output.getOut()).isEmpty();
        assertThat(LoggedFiles.messages(file)).contains("inside");
    }

    @Test
    void writesOnlyTheConsoleWhereNoFileIsWanted(CapturedOutput output) throws IOException {
        try (var application = start("vigie.logging.console=json")) {
            LoggerFactory.getLogger("com.acme.Orders").info("inside");
        }
        assertThat(output.getOut()).contains("\"message\":\"inside\"");
        assertThat(LoggedFiles.names(directory)).isEmpty();
    }

    /** As YAML reads {@code off}, and as the variables of an operating system say it. */
    @ParameterizedTest
    @ValueSource(strings = {"false", "off"})
    void aThresholdSwitchesTheConsoleOff(String off, CapturedOutput output) throws IOException {
        Path file = directory.resolve("app.log");
        try (var application =
                start("logging.file.name=" + file, "logging.threshold.console=" + off, "spring.main.banner-mode=off")) {
            LoggerFactory.getLogger("com.acme.Orders").error("inside");
        }
        assertThat(output.getOut()).isEmpty();
        assertThat(LoggedFiles.messages(file)).contains("inside");
    }

    /** As Spring Boot 4.1 tells it for {@code logging.console.enabled=false}. */
    @Test
    void whatSpringBootTellsItsAppenderSwitchesTheConsoleOff(CapturedOutput output) throws IOException {
        Path file = directory.resolve("app.log");
        System.setProperty(LoggingSystemProperty.CONSOLE_THRESHOLD.getEnvironmentVariableName(), "OFF");
        try (var application = start("logging.file.name=" + file, "spring.main.banner-mode=off")) {
            LoggerFactory.getLogger("com.acme.Orders").error("inside");
        }
        assertThat(output.getOut()).isEmpty();
        assertThat(LoggedFiles.messages(file)).contains("inside");
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "off"})
    void aThresholdSwitchesTheFilesOff(String off, CapturedOutput output) throws IOException {
        Path file = directory.resolve("app.log");
        try (var application = start("logging.file.name=" + file, "logging.threshold.file=" + off)) {
            LoggerFactory.getLogger("com.acme.Orders").error("inside");
        }
        assertThat(output.getOut()).contains("inside");
        assertThat(LoggedFiles.linesIn(directory)).isEmpty();
    }

    private static ConfigurableApplicationContext start(String... properties) {
        return LoggingApplication.builder("logging.config=classpath:dev/vigie/logging/own-with-vigie.xml")
                .properties(properties)
                .run();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
