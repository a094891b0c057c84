package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vigie.feature.FeatureAutoConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Starts real applications and reads what they write. */
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("try") // an application that only has to run and be closed
class LoggingSetupTests {

    /** Spring Boot hands its logging settings to system properties, where the next application would find them. */
    @BeforeEach
    @AfterEach
    void forgetTheApplicationBefore() {
        for (LoggingSystemProperty property : LoggingSystemProperty.values()) {
            System.clearProperty(property.getEnvironmentVariableName());
        }
        // Else it stays as the application of another test, which may still be open, has set it up.
        LoggingSystem.get(Objects.requireNonNull(getClass().getClassLoader())).cleanUp();
    }

    @Test
    void writesEveryLineAsJsonInProduction(CapturedOutput output) {
        try (var application = start("vigie.environment=production", "spring.application.name=crm-api")) {
            LoggerFactory.getLogger("com.acme.Orders").info("order_stored");
        }
        List<JsonNode> lines = jsonLines(output);
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
        try (var application = start("vigie.environment=" + environment)) {
            assertThat(jsonLines(output)).isNotEmpty();
        }
    }

    @Test
    void writesTextWithTheRequestIdInDevelopment(CapturedOutput output) {
        try (var application = start()) {
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
        try (var application = start("logging.pattern.correlation=<%X{requestId}> ")) {
            MDC.put(LogFields.REQUEST_ID, "r-1");
            LoggerFactory.getLogger("com.acme.Orders").info("inside");
        } finally {
            MDC.remove(LogFields.REQUEST_ID);
        }
        assertThat(output.getOut()).containsPattern("<r-1> com\\.acme\\.Orders +: inside");
    }

    @Test
    void liftsKeyValuesWhenAsked(CapturedOutput output) {
        try (var application = start("vigie.logging.console=json", "vigie.logging.key-values=root")) {
            LoggerFactory.getLogger("com.acme.Orders")
                    .atInfo()
                    .addKeyValue("org_id", 7)
                    .log("x");
        }
        List<JsonNode> lines = jsonLines(output);
        assertThat(lines.get(lines.size() - 1).get("org_id").asInt()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vigie.enabled=false", "vigie.logging.enabled=false"})
    void touchesNothingWhenSwitchedOff(String off, CapturedOutput output) {
        try (var application = start("vigie.logging.console=json", off)) {
            LoggerFactory.getLogger("com.acme.Orders").info("plain");
        }
        assertThat(output.getOut())
                .containsPattern("com\\.acme\\.Orders +: plain")
                .doesNotContain("{\"timestamp\"");
    }

    @Test
    void leavesAnOwnLogbackConfigurationAlone(CapturedOutput output) {
        try (var application =
                start("vigie.environment=production", "logging.config=classpath:dev/vigie/logging/own-logback.xml")) {
            assertThat(report(application).detail()).isEqualTo("own configuration");
            assertThat(report(application).structured()).isFalse();
        }
        assertThat(output.getOut())
                .contains("own: Logging left to the application: it has its own logback configuration"
                        + " (logging.config is set)")
                .doesNotContain("{\"timestamp\"");
    }

    @Test
    void writesTheSameLinesThroughTheIncludeOfAnOwnConfiguration(CapturedOutput output) {
        try (var application = start(
                "vigie.environment=production",
                "spring.application.name=crm-api",
                "spring.main.banner-mode=off",
                "logging.config=classpath:dev/vigie/logging/including-logback.xml")) {
            assertThat(report(application).detail()).isEqualTo("json");
            assertThat(report(application).structured()).isTrue();
        }
        List<JsonNode> lines = jsonLines(output);
        assertThat(lines).isNotEmpty();
        assertThat(lines).extracting(line -> line.get("service").asText()).containsOnly("crm-api");
        assertThat(lines).extracting(line -> line.get("environment").asText()).containsOnly("production");
        assertThat(output.getOut()).contains("Structured logging initialised (json, level INFO)");
    }

    @Test
    void leavesAStructuredFormatOfSpringBootAlone(CapturedOutput output) {
        try (var application = start("vigie.environment=production", "logging.structured.format.console=ecs")) {
            assertThat(report(application).headline())
                    .isEqualTo("Logging left to the application: logging.structured.format.console is set");
            assertThat(report(application).structured()).isTrue();
        }
        assertThat(output.getOut()).contains("\"ecs\":{\"version\"").doesNotContain("{\"timestamp\"");
    }

    @Test
    void writesTheFileAsJsonAndTheConsoleAsTextInDevelopment(@TempDir Path directory, CapturedOutput output)
            throws IOException {
        Path file = directory.resolve("app.log");
        try (var application = start("logging.file.name=" + file)) {
            LoggerFactory.getLogger("com.acme.Orders").info("stored");
            assertThat(report(application).detail()).isEqualTo("text, json file");
            assertThat(report(application).structured()).isTrue();
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

    @Test
    void leavesAStructuredFileAloneWhileTheConsoleIsOurs(@TempDir Path directory, CapturedOutput output)
            throws IOException {
        Path file = directory.resolve("app.log");
        try (var application = start(
                "vigie.logging.console=json", "logging.file.name=" + file, "logging.structured.format.file=logstash")) {
            assertThat(report(application).headline())
                    .isEqualTo("Structured logging initialised (json, level INFO)."
                            + " Logging left to the application: logging.structured.format.file is set");
        }
        assertThat(jsonLines(output)).isNotEmpty();
        assertThat(Files.readString(file)).contains("\"@timestamp\"").doesNotContain("{\"timestamp\"");
    }

    @Test
    void showsNothingOnTheConsoleWhenAskedAndBringsItBackForTheNextApplication(CapturedOutput output) {
        try (var silent = start("vigie.logging.console=none", "spring.main.banner-mode=off")) {
            LoggerFactory.getLogger("com.acme.Orders").info("unseen");
            assertThat(output.getOut()).isEmpty();
            assertThat(report(silent).structured()).isFalse();
            try (var next = start("vigie.logging.console=json")) {
                assertThat(jsonLines(output)).isNotEmpty();
                assertThat(encoders()).hasSize(1);
            }
        }
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
        try (var application = start("vigie.logging.console=xml", "vigie.logging.key-values=nowhere")) {
            assertThat(application.isActive()).isTrue();
        }
        assertThat(output.getOut())
                .contains("The property vigie.logging.console is 'xml', which is none of json, text and none."
                        + " text is used.")
                .contains("Set vigie.logging.console to json, text or none, or remove it.")
                .contains("The property vigie.logging.key-values is 'nowhere'")
                .contains("Text logging initialised (level INFO)");
    }

    @Test
    void endsWithOneJsonEncoderWhenApplicationsFollowOrOverlap(CapturedOutput output) {
        start("vigie.logging.console=json", "spring.application.name=one").close();
        try (var second = start("vigie.logging.console=json", "spring.application.name=two");
                var third = start("vigie.logging.console=json", "spring.application.name=three")) {
            assertThat(encoders()).hasSize(1);
            LoggerFactory.getLogger("com.acme.Orders").info("once");
        }
        List<JsonNode> once = jsonLines(output).stream()
                .filter(line -> line.get("message").asText().equals("once"))
                .toList();
        assertThat(once).hasSize(1);
        assertThat(once.get(0).get("service").asText()).isEqualTo("three");
    }

    @Test
    void goesBackToTextForTheNextApplication(CapturedOutput output) {
        try (var json = start("vigie.logging.console=json");
                var text = start()) {
            LoggerFactory.getLogger("com.acme.Orders").info("plain");
        }
        assertThat(output.getOut()).containsPattern("com\\.acme\\.Orders +: plain");
    }

    /** One would be asked at every call, those of a level that is off too. */
    @Test
    void asksNothingOfACallWhoseLevelIsOff(@TempDir Path directory) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        try (var application = start(
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

    @Test
    void survivesAnInitializerThatSetsLoggingUpAnew(CapturedOutput output) {
        ApplicationContextInitializer<ConfigurableApplicationContext> anew = context -> {
            LoggingSystem system =
                    LoggingSystem.get(Objects.requireNonNull(getClass().getClassLoader()));
            system.cleanUp();
            system.beforeInitialize();
            system.initialize(new LoggingInitializationContext(context.getEnvironment()), null, null);
        };
        try (var application =
                builder("vigie.logging.console=json").initializers(anew).run()) {
            assertThat(encoders()).hasSize(1);
        }
        assertThat(jsonLines(output)).isNotEmpty();
    }

    @Test
    void anApplicationWithItsOwnConfigurationIsNotTouchedByAnEarlierOne(CapturedOutput output) {
        start("vigie.logging.console=json").close();
        String before = output.getOut();
        start("logging.config=classpath:dev/vigie/logging/own-logback.xml").close();

        assertThat(output.getOut().substring(before.length())).contains("own: ").doesNotContain("{\"timestamp\"");
    }

    private static ConfigurableApplicationContext start(String... properties) {
        return builder(properties).run();
    }

    private static SpringApplicationBuilder builder(String... properties) {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties("vigie.logging.async.enabled=false")
                .properties(properties);
    }

    private static LoggingReport report(ConfigurableApplicationContext application) {
        return application.getBean(LoggingReport.class);
    }

    private static List<JsonNode> jsonLines(CapturedOutput output) {
        return output.getOut().lines().map(RecordedLines::parse).toList();
    }

    private static List<Encoder<ILoggingEvent>> encoders() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        List<Encoder<ILoggingEvent>> encoders = LineEncoders.allIn(context.getLogger(Logger.ROOT_LOGGER_NAME));
        assertThat(encoders).allSatisfy(encoder -> assertThat(encoder).isInstanceOf(JsonLineEncoder.class));
        return encoders;
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({FeatureAutoConfiguration.class, LoggingAutoConfiguration.class})
    static class Application {}
}
