package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Applications that start in a JVM in which another has set logging up. */
@ExtendWith({OutputCaptureExtension.class, FreshLogging.class})
@SuppressWarnings("try") // an application that only has to run and be closed
class NextApplicationTests {

    @Test
    void showsNothingOnTheConsoleWhenAskedAndBringsItBackForTheNextApplication(CapturedOutput output) {
        try (var silent =
                LoggingApplication.startWithoutQueue("vigie.logging.console=none", "spring.main.banner-mode=off")) {
            LoggerFactory.getLogger("com.acme.Orders").info("unseen");
            assertThat(output.getOut()).isEmpty();
            assertThat(LoggingApplication.report(silent).structured()).isFalse();
            try (var next = LoggingApplication.startWithoutQueue("vigie.logging.console=json")) {
                assertThat(LoggingApplication.jsonLines(output)).isNotEmpty();
                assertThat(encoders()).hasSize(1);
            }
        }
    }

    @Test
    void endsWithOneJsonEncoderWhenApplicationsFollowOrOverlap(CapturedOutput output) {
        LoggingApplication.startWithoutQueue("vigie.logging.console=json", "spring.application.name=one")
                .close();
        try (var second = LoggingApplication.startWithoutQueue(
                        "vigie.logging.console=json", "spring.application.name=two");
                var third = LoggingApplication.startWithoutQueue(
                        "vigie.logging.console=json", "spring.application.name=three")) {
            assertThat(encoders()).hasSize(1);
            LoggerFactory.getLogger("com.acme.Orders").info("once");
        }
        List<JsonNode> once = LoggingApplication.jsonLines(output).stream()
                .filter(line -> line.get("message").asText().equals("once"))
                .toList();
        assertThat(once).hasSize(1);
        assertThat(once.get(0).get("service").asText()).isEqualTo("three");
    }

    @Test
    void goesBackToTextForTheNextApplication(CapturedOutput output) {
        try (var json = LoggingApplication.startWithoutQueue("vigie.logging.console=json");
                var text = LoggingApplication.startWithoutQueue()) {
            LoggerFactory.getLogger("com.acme.Orders").info("plain");
        }
        assertThat(output.getOut()).containsPattern("com\\.acme\\.Orders +: plain");
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
        try (var application = LoggingApplication.builder(
                        "vigie.logging.async.enabled=false", "vigie.logging.console=json")
                .initializers(anew)
                .run()) {
            assertThat(encoders()).hasSize(1);
        }
        assertThat(LoggingApplication.jsonLines(output)).isNotEmpty();
    }

    @Test
    void anApplicationWithItsOwnConfigurationIsNotTouchedByAnEarlierOne(CapturedOutput output) {
        LoggingApplication.startWithoutQueue("vigie.logging.console=json").close();
        String before = output.getOut();
        LoggingApplication.startWithoutQueue("logging.config=classpath:dev/vigie/logging/own-logback.xml")
                .close();

        assertThat(output.getOut().substring(before.length())).contains("own: ").doesNotContain("{\"timestamp\"");
    }

    private static List<Encoder<ILoggingEvent>> encoders() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        List<Encoder<ILoggingEvent>> encoders = LineEncoders.allIn(context.getLogger(Logger.ROOT_LOGGER_NAME));
        assertThat(encoders).allSatisfy(encoder -> assertThat(encoder).isInstanceOf(JsonLineEncoder.class));
        return encoders;
    }
}
