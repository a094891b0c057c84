package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application that leaves logging to Spring Boot starts where one runs that does not: Spring Boot configures logback
 * for it, and throws out what was there, when another has ended since.
 */
@ExtendWith({OutputCaptureExtension.class, FreshLogging.class})
@SuppressWarnings("try") // applications that only have to run and be closed
class ApplicationWithoutVigieTests {

    private static final String OFF = "vigie.logging.enabled=false";

    @TempDir
    private Path directory;

    @Test
    void leavesTheConsoleAndTheFileOfTheOneBefore(CapturedOutput output) throws IOException {
        Path one = directory.resolve("one.log");
        try (var first = startFirst(one)) {
            anotherStartsAndEnds();
            try (var without = LoggingApplication.start(OFF)) {
                assertThat(Files.readString(one)).doesNotContain("log_setup_replaced");
                log("together");
            }
            log("alone");
        }
        assertThat(LoggedFiles.messages(one)).contains("together", "alone");
        assertThat(output.getOut().lines().filter(line -> line.contains("together") || line.contains("alone")))
                .hasSize(2)
                .allSatisfy(line -> assertThat(
                                RecordedLines.parse(line).get("service").asText())
                        .isEqualTo("one"));
    }

    @Test
    void writesItsOwnFileAsWell() throws IOException {
        Path one = directory.resolve("one.log");
        Path two = directory.resolve("two.log");
        try (var first = startFirst(one)) {
            anotherStartsAndEnds();
            try (var without = LoggingApplication.start(OFF, "logging.file.name=" + two)) {
                log("together");
                LoggingApplication.startWithoutQueue("logging.file.name=" + one).close();
                log("later");
            }
        }
        assertThat(LoggedFiles.messages(one)).contains("together", "later");
        assertThat(Files.readString(two))
                .containsPattern("com\\.acme\\.Orders +: together")
                .containsPattern("com\\.acme\\.Orders +: later")
                .doesNotContain("{\"timestamp\"");
    }

    @Test
    void doesNotWriteTextIntoTheFileOfTheOneBefore() throws IOException {
        Path one = directory.resolve("one.log");
        try (var first = startFirst(one)) {
            anotherStartsAndEnds();
            try (var without = LoggingApplication.start(OFF, "logging.file.name=" + one)) {
                log("together");
            }
        }
        assertThat(LoggedFiles.messages(one)).containsOnlyOnce("together");
    }

    @Test
    void changesNothingWhenNoneHasEndedSince() throws IOException {
        Path one = directory.resolve("one.log");
        try (var first = startFirst(one);
                var without = LoggingApplication.start(OFF)) {
            log("together");
        }
        assertThat(LoggedFiles.messages(one)).contains("together");
    }

    @Test
    void isLeftAloneWhenItHasItsOwnConfigurationAndThatIsToldOnce(CapturedOutput output) throws IOException {
        for (String more : new String[] {OFF, "vigie.logging.enabled=true"}) {
            FreshLogging.forget();
            Path one = directory.resolve("one" + more + ".log");
            try (var first = startFirst(one)) {
                anotherStartsAndEnds();
                String before = output.getOut();
                try (var own =
                        LoggingApplication.start(more, "logging.config=classpath:dev/vigie/logging/own-logback.xml")) {
                    log("together");
                }
                assertThat(output.getOut().substring(before.length()))
                        .contains("own: together")
                        .containsOnlyOnce("log_setup_replaced")
                        .doesNotContain("{\"timestamp\"");
            }
            assertThat(LoggedFiles.messages(one)).doesNotContain("together");
        }
    }

    @Test
    void isNotToldWhereNoOtherRuns(CapturedOutput output) {
        String own = "classpath:dev/vigie/logging/own-logback.xml";
        try (var alone = LoggingApplication.start("logging.config=" + own)) {
            LoggingSystem system = FreshLogging.system();
            system.cleanUp();
            system.beforeInitialize();
            system.initialize(new LoggingInitializationContext(alone.getEnvironment()), own, null);
            log("anew");
        }
        assertThat(output.getOut()).contains("own: anew").doesNotContain("log_setup_replaced");
    }

    private static ConfigurableApplicationContext startFirst(Path file) {
        return LoggingApplication.startWithoutQueue(
                "spring.application.name=one", "vigie.logging.console=json", "logging.file.name=" + file);
    }

    /** Then Spring Boot takes the next one for the first of this JVM. */
    private static void anotherStartsAndEnds() {
        LoggingApplication.startWithoutQueue("vigie.logging.console=json").close();
    }

    private static void log(String message) {
        LoggerFactory.getLogger("com.acme.Orders").info(message);
    }
}
