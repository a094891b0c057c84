package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Applications that run in one JVM at the same time share logback. */
@ExtendWith({OutputCaptureExtension.class, FreshLogging.class})
@SuppressWarnings("try") // applications that only have to run and be closed
class TwoApplicationsTests {

    @TempDir
    private Path directory;

    @Test
    void linesGoToTheFileOfTheOneThatStartedLast() throws IOException {
        Path one = directory.resolve("one.log");
        Path two = directory.resolve("logs/two.log");
        try (var first = start("logging.file.name=" + one)) {
            log("alone");
            try (var second = start("logging.file.name=" + two, "logging.threshold.file=WARN")) {
                LoggerFactory.getLogger("com.acme.Orders").warn("together");
                log("below the threshold");
            }
        }
        assertThat(LoggedFiles.messages(one)).contains("alone").doesNotContain("together");
        assertThat(LoggedFiles.messages(two))
                .contains("together")
                .doesNotContain("alone")
                .doesNotContain("below the threshold");
        assertThat(Files.getPosixFilePermissions(two)).hasSize(2);
    }

    @Test
    void whenTheOneThatStartedLastHasEndedTheOtherHasItsFileAgain() throws IOException {
        Path one = directory.resolve("one.log");
        Path two = directory.resolve("two.log");
        try (var first = start("logging.file.name=" + one, "logging.threshold.file=WARN")) {
            try (var second = start("logging.file.name=" + two)) {
                log("together");
            }
            LoggerFactory.getLogger("com.acme.Orders").warn("alone again");
            log("below the threshold");
        }
        assertThat(LoggedFiles.messages(one)).contains("alone again").doesNotContain("together", "below the threshold");
        assertThat(LoggedFiles.messages(two)).contains("together").doesNotContain("alone again");
    }

    @Test
    void theFileOfOneThatHasEndedIsNotThatOfTheOther(CapturedOutput output) throws IOException {
        Path one = directory.resolve("one.log");
        var first = start("logging.file.name=" + one);
        try (var second = start()) {
            log("together");
            first.close();
            log("alone");
        }
        assertThat(LoggedFiles.messages(one)).contains("together").doesNotContain("alone");
        assertThat(output.getOut()).contains("alone");
    }

    @Test
    void aFileIsBegunForTheSecondWhereTheFirstHasNone() throws IOException {
        Path two = directory.resolve("two.log");
        try (var first = start();
                var second = start("logging.file.name=" + two)) {
            assertThat(second.getBean(LoggingReport.class).detail()).isEqualTo("text, json file");
            log("together");
        }
        assertThat(LoggedFiles.messages(two)).contains("together");
    }

    @Test
    void whatIsSecretInOneIsMaskedWhileTheOtherRuns(CapturedOutput output) {
        try (var first = start("vigie.privacy.secret-keys=passport")) {
            try (var second = start("vigie.privacy.secret-keys=iris", "vigie.privacy.allowed-keys=passport,tokens")) {
                log("passport=P-one iris=I-one tokens=T-one");
            }
            log("passport=P-two iris=I-two");
        }
        assertThat(output.getOut()).contains("passport=*** iris=*** tokens=***").contains("passport=*** iris=I-two");
    }

    @Test
    void whatIsAllowedInAllOfThemIsShown(CapturedOutput output) {
        try (var first = start("vigie.privacy.allowed-keys=tokens");
                var second = start("vigie.privacy.allowed-keys=tokens")) {
            log("tokens=T-one");
        }
        assertThat(output.getOut()).contains("tokens=T-one");
    }

    private static void log(String message) {
        LoggerFactory.getLogger("com.acme.Orders").info(message);
    }

    private static ConfigurableApplicationContext start(String... properties) {
        return LoggingApplication.startWithoutQueue(properties);
    }
}
