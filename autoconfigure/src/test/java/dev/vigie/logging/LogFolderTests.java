package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneId;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The directory and the file that Spring Boot would make for everybody. */
@ExtendWith({OutputCaptureExtension.class, FreshLogging.class})
@SuppressWarnings("try") // an application that only has to run and be closed
class LogFolderTests {

    @TempDir
    private Path directory;

    @Test
    void whatIsNewIsPrivate() throws IOException {
        Path file = directory.resolve("var/logs/app.log");
        try (var application = start("logging.file.name=" + file)) {
            assertThat(permissions(file)).isEqualTo("rw-------");
        }
        assertThat(permissions(directory.resolve("var"))).isEqualTo("rwx------");
        assertThat(permissions(directory.resolve("var/logs"))).isEqualTo("rwx------");
    }

    @Test
    void aDirectoryThatIsThereKeepsWhatItHas() throws IOException {
        Path logs = Files.createDirectory(directory.resolve("logs"));
        Files.setPosixFilePermissions(logs, PosixFilePermissions.fromString("rwxr-xr-x"));
        start("logging.file.path=" + logs, "vigie.logging.files.permissions=rw-r-----")
                .close();
        assertThat(permissions(logs)).isEqualTo("rwxr-xr-x");
        assertThat(permissions(logs.resolve("spring.log"))).isEqualTo("rw-r-----");
    }

    /** As logrotate leaves it with {@code create 640}. */
    @Test
    void anEmptyFileThatIsThereKeepsWhatItHas() throws IOException {
        Path file = Files.createFile(directory.resolve("app.log"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        try (var application = start("logging.file.name=" + file)) {
            assertThat(permissions(file)).isEqualTo("rw-r-----");
        }
    }

    @Test
    void aDeviceTakesLinesAndIsNotTouched() throws Exception {
        Path device = LoggedFiles.nullDevice(directory);
        Files.setPosixFilePermissions(device, PosixFilePermissions.fromString("rw-rw-rw-"));
        try (var application = start("logging.file.name=" + device)) {
            LoggerFactory.getLogger("com.acme.Orders").error("failed");
            assertThat(permissions(device)).isEqualTo("rw-rw-rw-");
        }
        assertThat(LoggedFiles.names(directory))
                .as("no file of errors beside it")
                .containsExactly("null");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theOutputOfTheProcessIsNoFileThatRolls() {
        Path output = Path.of("/dev/stdout");
        assertThat(LogPlace.isSpecial(output)).isTrue();
        assertThat(LogPlace.real(output)).isEqualTo(output);
        assertThat(LogPlace.isSpecial(directory.resolve("app.log"))).isFalse();
    }

    /** Not with a directory that cannot be read: root can read any. */
    @Test
    void aPlaceThatCannotBeIsToldInOneLineAndNothingElseIsPrinted(CapturedOutput output) throws IOException {
        Path inTheWay = Files.writeString(directory.resolve("logs"), "a file where the directory should be");
        try (var application = start(
                "vigie.environment=production",
                "vigie.logging.async.enabled=true",
                "vigie.logging.files.categories=true",
                "logging.file.name=" + inTheWay.resolve("app.log"))) {
            LoggerFactory.getLogger("com.acme.Orders").error("failed");
            assertThat(application.getBean(LoggingReport.class).structured()).isTrue();
            Awaitility.await().until(() -> output.getOut().contains("log_file_failing"));
        }
        assertThat(output.getErr()).isEmpty();
        assertThat(output.getOut().lines().map(RecordedLines::parse))
                .extracting(line -> line.get("message").asText())
                .contains("failed")
                .containsOnlyOnce("log_file_failing");
    }

    @Test
    void aPlaceThatCannotBeAtTheStartIsUsedAsSoonAsItCan(CapturedOutput output) throws IOException {
        Path inTheWay = Files.writeString(directory.resolve("logs"), "a file where the directory should be");
        Path file = inTheWay.resolve("app.log");
        try (var application = start("logging.file.name=" + file, "logging.threshold.file=WARN")) {
            Files.delete(inTheWay);
            Awaitility.await().until(() -> {
                LoggerFactory.getLogger("com.acme.Orders").info("below the threshold");
                LoggerFactory.getLogger("com.acme.Orders").warn("again");
                return Files.exists(file);
            });
        }
        assertThat(output.getErr()).isEmpty();
        assertThat(LoggedFiles.messages(file)).contains("again").doesNotContain("below the threshold");
    }

    @Test
    void aDirectoryOfSpringBootsOwnFormatIsSpringBoots() throws IOException {
        Path file = directory.resolve("logs/app.log");
        start("logging.file.name=" + file, "logging.structured.format.file=ecs").close();
        assertThat(permissions(directory.resolve("logs"))).isNotEqualTo("rwx------");
    }

    @Test
    void tenRolledFilesAreKeptUnlessDaysAreGiven() {
        assertThat(keptWith()).isEqualTo("10 files, 0 days");
        assertThat(keptWith("logging.logback.rollingpolicy.max-history=7")).isEqualTo("0 files, 7 days");
        assertThat(keptWith("logging.logback.rollingpolicy.maxHistory=7", "vigie.logging.files.max-files=3"))
                .isEqualTo("3 files, 7 days");
        assertThat(keptWith("logging.logback.rollingpolicy.max-history=0")).isEqualTo("0 files, 0 days");
        assertThat(keptWith("vigie.logging.files.max-files=0")).isEqualTo("0 files, 0 days");
    }

    @Test
    void theTenNewestAreKeptAtAStartThatCleansHoweverOldTheyAre() throws IOException {
        LocalDate today = LocalDate.now(ZoneId.systemDefault());
        for (int i = 1; i <= 12; i++) {
            LocalDate day = today.minusDays(5L * i);
            Path archive = Files.writeString(directory.resolve("app.log." + day + ".0.gz"), "packed");
            Files.setLastModifiedTime(
                    archive,
                    FileTime.from(day.atStartOfDay(ZoneId.systemDefault()).toInstant()));
        }
        try (var application = start(
                "logging.file.name=" + directory.resolve("app.log"),
                "logging.logback.rollingpolicy.clean-history-on-start=true")) {
            Awaitility.await().untilAsserted(() -> assertThat(LoggedFiles.names(directory))
                    .filteredOn(name -> name.endsWith(".gz"))
                    .hasSize(10)
                    .contains("app.log." + today.minusDays(50) + ".0.gz"));
        }
        assertThat(LoggedFiles.names(directory))
                .filteredOn(name -> name.endsWith(".gz"))
                .hasSize(10);
    }

    @Test
    void aCountBelowZeroIsTold(CapturedOutput output) {
        assertThat(keptWith("vigie.logging.files.max-files=-1")).isEqualTo("10 files, 0 days");
        assertThat(output.getOut())
                .contains("The property vigie.logging.files.max-files is '-1', which cannot be used. 10 is used.")
                .contains("Set vigie.logging.files.max-files to 10, or 0 for any number, or remove it.");
    }

    @Test
    void whereNoJsonComesOutSpringBootsFileGoesOn(CapturedOutput output) throws IOException {
        Path file = directory.resolve("app.log");
        try (var application = start("logging.file.name=" + file, "spring.application.name=" + "x".repeat(70_000))) {
            LoggerFactory.getLogger("com.acme.Orders").info("stored");
        }
        assertThat(output.getOut()).contains("JSON lines could not be set up");
        assertThat(Files.readString(file)).contains("com.acme.Orders").contains(": stored");
    }

    private static String keptWith(String... properties) {
        try (var application = start(properties)) {
            LogFiles.Kept kept =
                    LoggingSettings.from(application.getEnvironment()).files().kept();
            return kept.files() + " files, " + kept.days() + " days";
        }
    }

    private static ConfigurableApplicationContext start(String... properties) {
        return LoggingApplication.startWithoutQueue(properties);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
