package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Starts real applications and reads what they write. */
@ExtendWith({OutputCaptureExtension.class, FreshLogging.class})
@SuppressWarnings("try") // an application that only has to run and be closed
class LoggingSetupTests {

    @Test
    void writesEveryLineAsJsonInProduction(CapturedOutput output) {
        try (var application = LoggingApplication.startWithoutQueue(
                "vigie.environment=production", "spring.application.name=crm-api")) {
            LoggerFactory.getLogger("com.acme.Orders").info("order_stored");
        }
        List<JsonNode> lines = LoggingApplication.jsonLines(output);
        JsonNode last = lines.get(lines.size() - 1);
        assertThat(last.get("service").asText()).isEqualTo("crm-api");
        assertThat(last.get("environment").asText()).isEqualTo("production");
        assertThat(last.get("event").asText()).isEqualTo("order_stored");
        assertThat(lines)
                .extracting(line -> line.get("message").asText())
                .contains("Structured logging initialised (json, level INFO)")
                .anyMatch(message -> message.startsWith("Starting "))
                .anyMatch(message -> message.contains(" logging(json)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod", "staging", "PRODUCTION"})
    void writesJsonInEveryEnvironmentThatIsWatched(String environment, CapturedOutput output) {
        try (var application = LoggingApplication.startWithoutQueue("vigie.environment=" + environment)) {
            assertThat(LoggingApplication.jsonLines(output)).isNotEmpty();
        }
    }

    @Test
    void writesTextWithTheRequestIdInDevelopment(CapturedOutput output) {
        try (var application = LoggingApplication.startWithoutQueue()) {
            LoggerFactory.getLogger("com.acme.Orders").info("outside");
            MDC.put(LogFields.REQUEST_ID, "r-1");
            LoggerFactory.getLogger("com.acme.Orders").info("inside");
        } finally {
            MDC.remove(LogFields.REQUEST_ID);
        }
        assertThat(output.getOut())
                .contains(":: Spring Boot ::")
                .contains("Text logging initialised (level INFO)")
                .contains(" logging(text)")
                .containsPattern("] com\\.acme\\.Orders +: outside")
                .containsPattern("] \\[r-1] com\\.acme\\.Orders +: inside");
    }

    @Test
    void leavesACorrelationPatternOfTheApplicationAlone(CapturedOutput output) {
        try (var application = LoggingApplication.startWithoutQueue("logging.pattern.correlation=<%X{requestId}> ")) {
            MDC.put(LogFields.REQUEST_ID, "r-1");
            LoggerFactory.getLogger("com.acme.Orders").info("inside");
        } finally {
            MDC.remove(LogFields.REQUEST_ID);
        }
        assertThat(output.getOut()).containsPattern("<r-1> com\\.acme\\.Orders +: inside");
    }

    @Test
    void liftsKeyValuesWhenAsked(CapturedOutput output) {
        try (var application =
                LoggingApplication.startWithoutQueue("vigie.logging.console=json", "vigie.logging.key-values=root")) {
            LoggerFactory.getLogger("com.acme.Orders")
                    .atInfo()
                    .addKeyValue("org_id", 7)
                    .log("x");
        }
        List<JsonNode> lines = LoggingApplication.jsonLines(output);
        assertThat(lines.get(lines.size() - 1).get("org_id").asInt()).isEqualTo(7);
    }

    @Test
    void writesTheFileAsJsonAndTheConsoleAsTextInDevelopment(@TempDir Path directory, CapturedOutput output)
            throws IOException {
        Path file = directory.resolve("app.log");
        try (var application = LoggingApplication.startWithoutQueue("logging.file.name=" + file)) {
            LoggerFactory.getLogger("com.acme.Orders").info("stored");
            assertThat(LoggingApplication.report(application).detail()).isEqualTo("text, json file");
            assertThat(LoggingApplication.report(application).structured()).isTrue();
        }
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).isNotEmpty();
        assertThat(lines)
                .extracting(line -> RecordedLines.parse(line).get("message").asText())
                .contains("stored", "Text logging initialised (level INFO, json in the file)");
        assertThat(output.getOut())
                .containsPattern("com\\.acme\\.Orders +: stored")
                .doesNotContain("{\"timestamp\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRUE", "True", "true", "FALSE", "False", "false"})
    void takesTheSwitchOfTheQueueInAnyCase(String asked) {
        boolean wanted = asked.equalsIgnoreCase("true");
        StandardEnvironment environment = new StandardEnvironment();
        Map<String, Object> properties = Map.of(
                "vigie.environment", wanted ? "development" : "production", "vigie.logging.async.enabled", asked);
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));

        assertThat(LineFlow.from(environment).asynchronous()).isEqualTo(wanted);
    }

    @Test
    void tellsAnUnknownConsoleAndStartsWithTheDefault(CapturedOutput output) {
        try (var application =
                LoggingApplication.startWithoutQueue("vigie.logging.console=xml", "vigie.logging.key-values=nowhere")) {
            assertThat(application.isActive()).isTrue();
        }
        assertThat(output.getOut())
                .contains("The property vigie.logging.console is 'xml', which is none of json, text and none."
                        + " text is used.")
                .contains("Set vigie.logging.console to json, text or none, or remove it.")
                .contains("The property vigie.logging.key-values is 'nowhere'")
                .contains("Text logging initialised (level INFO)");
    }

    /** One would be asked at every call, those of a level that is off too. */
    @Test
    void asksNothingOfACallWhoseLevelIsOff(@TempDir Path directory) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        try (var application = LoggingApplication.startWithoutQueue(
                "vigie.environment=production",
                "vigie.logging.async.enabled=true",
                "logging.file.name=" + directory.resolve("app.log"))) {
            AsyncLineAppender lines = Objects.requireNonNull(new LinePipeline(context).installed());
            assertThat(context.getTurboFilterList())
                    .noneMatch(filter -> filter.getClass().getName().startsWith("dev.vigie."));
            // What still waits to be written would stand among the lines of the next test.
            lines.stop();
        }
    }
}
