package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.unit.DataSize;

/** Files that cannot be written, packed or set aside while they roll. */
@Timeout(120)
class RollingTroubleTests extends WithRolledFiles {

    @Test
    void aDiskThatFillsWhileFilesArePackedLosesNoLineThatIsNotCounted() throws Exception {
        Path disk = LoggedFiles.smallDisk(directory, "512k");
        try {
            files.begin(disk.resolve("app.log"), wanted(0, DataSize.ofKilobytes(64)), true);
            long begin = System.nanoTime();
            for (int i = 0; i < 6_000; i++) {
                files.logger.warn("line {} {}", i, letters(200));
            }
            Awaitility.await().until(() -> files.console.contains("log_file_failing"));
            Awaitility.await().until(() -> files.console.stream().anyMatch(line -> line.startsWith("line 5999 ")));
            LoggedFiles.enlarge(disk);
            files.awaitRecovery();
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
            files.close();
            Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(() -> assertThat(
                            LoggedFiles.linesIn(disk).size() + files.lost())
                    .isEqualTo(files.console.size()));
            assertThat(LoggedFiles.linesIn(disk)).doesNotHaveDuplicates();
            // What could not be packed leaves room for some lines more, and the file is tried once a second.
            assertThat(told("log_file_failing")).isBetween(1L, 1 + seconds).isEqualTo(told("log_file_recovered"));
        } finally {
            files.close();
            LoggedFiles.unmount(disk);
        }
    }

    @Test
    void aFileThatCannotBePackedIsToldOnceAndPackedWhenItCanBe() throws Exception {
        Path file = directory.resolve("app.log");
        files.begin(file, wanted(0, DataSize.ofKilobytes(16)), true);
        files.logger.warn("first");
        String archive = "app.log." + LocalDate.now(ZoneId.systemDefault()) + ".0.gz";
        Path inTheWay = Files.createDirectories(directory.resolve(archive).resolve("not empty"));
        roll();
        Awaitility.await().until(() -> told("log_file_not_packed") == 1);
        assertThat(files.told)
                .singleElement()
                .asString()
                .startsWith("log_file_not_packed")
                .contains("file=\"" + file.toRealPath() + "\"", "error=\"java.io.IOException: ");
        assertThat(rolled()).anyMatch(name -> name.startsWith(archive) && name.endsWith(".tmp"));

        Files.delete(inTheWay);
        Files.delete(inTheWay.getParent());
        roll();
        Awaitility.await().ignoreExceptions().untilAsserted(() -> assertThat(
                        LoggedFiles.messages(LoggedFiles.gunzipped(directory.resolve(archive))))
                .startsWith("first"));
        files.close();
        assertThat(LoggedFiles.linesIn(directory).size()).isEqualTo(files.console.size());
        assertThat(told("log_file_not_packed")).isOne();
    }

    private void roll() {
        for (int i = 0; i < 200; i++) {
            files.logger.warn("line {}", letters(100));
        }
    }

    @Test
    void aFailureThatLastsOverManyRollingsIsToldOnce() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("logs"));
        Path file = folder.resolve("app.log");
        files.begin(file, wanted(0, DataSize.ofKilobytes(16)), true);
        for (int episode = 1; episode <= 2; episode++) {
            String last = "before " + episode;
            files.logger.warn(last);
            // Nobody writes any more, else the folder might be made anew.
            Awaitility.await().ignoreExceptions().until(() -> Files.readString(file)
                    .contains(last));
            Path away = Files.move(folder, directory.resolve("away-" + episode));
            Files.writeString(folder, "in the way");
            long told = told("log_file_failing");
            Awaitility.await().until(() -> {
                files.logger.warn("line");
                return told("log_file_failing") > told;
            });
            for (int i = 0; i < 2_000; i++) {
                files.logger.warn("line {}", i);
            }
            int wanted = episode;
            // All is lost that is not in the files: here, too, nobody writes any more.
            Awaitility.await()
                    .until(() -> told("line 1999") == wanted
                            && LoggedFiles.linesIn(away).size() + files.lost() == files.console.size());
            Files.delete(folder);
            Files.move(away, folder);
            Awaitility.await().pollInterval(Duration.ofMillis(50)).until(() -> {
                files.logger.warn("again");
                return told("log_file_recovered") == wanted;
            });
            assertThat(told("log_file_failing")).isEqualTo(episode);
        }
        files.close();
        assertThat(LoggedFiles.linesIn(folder).size() + files.lost()).isEqualTo(files.console.size());
    }

    @Test
    void aDayThatEndsWhileItFailsIsRolledAfterwards() throws Exception {
        Path folder = directory.resolve("logs");
        Files.writeString(folder, "in the way");
        Path file = folder.resolve("app.log");
        files.begin(file, wanted(0, DataSize.ofKilobytes(16)), true);
        for (int i = 0; i < 1_000; i++) {
            files.logger.warn("line {}", i);
        }
        Awaitility.await().until(() -> files.lost() >= 1_000);
        Files.delete(folder);
        files.awaitRecovery();
        files.logger.warn("after");
        files.close();
        assertThat(LoggedFiles.messages(file)).startsWith("log_file_recovered").contains("after");
        assertThat(LoggedFiles.linesIn(folder).size() + files.lost()).isEqualTo(files.console.size());
    }

    @Test
    void aFileThatCannotBeSetAsideGoesOnAndThatIsToldOnce() throws Exception {
        Path inTheWay = Files.writeString(directory.resolve("old"), "a file where the folder should be");
        LogFiles.Kept kept = new LogFiles.Kept(0, 0, DataSize.ofGigabytes(1), false);
        String pattern = inTheWay + "/app.log.%d{yyyy-MM-dd}.%i.gz";
        Path file = directory.resolve("app.log");
        files.begin(
                file, new LogFiles(pattern, DataSize.ofKilobytes(16), kept, false, false, Map.of(), "rw-------"), true);
        for (int i = 0; i < 500; i++) {
            files.logger.warn("line {}", i);
        }
        Awaitility.await().until(() -> Files.readString(file).contains("line 499"));
        assertThat(told("log_file_not_rolled")).isOne();
        assertThat(files.lost()).isZero();
        Files.delete(inTheWay);
        for (int i = 0; i < 500; i++) {
            files.logger.warn("more {}", i);
        }
        Awaitility.await().ignoreExceptions().untilAsserted(() -> {
            assertThat(Files.readString(file)).as("all is written").contains("more 499");
            assertThat(LoggedFiles.names(inTheWay)).isNotEmpty().allMatch(name -> name.endsWith(".gz"));
        });
        files.close();
        assertThat(told("log_file_not_rolled")).isOne();
        assertThat(LoggedFiles.linesIn(inTheWay).size()
                        + Files.readAllLines(file).size())
                .isEqualTo(files.console.size());
    }

    @Test
    void aFileThatSomebodyMovedIsMadeAnew() throws Exception {
        Path file = directory.resolve("app.log");
        files.begin(file, wanted(0, DataSize.ofMegabytes(1)), true);
        files.logger.warn("before");
        Awaitility.await().until(() -> Files.exists(file) && Files.size(file) > 0);
        Files.move(file, directory.resolve("elsewhere"));
        Awaitility.await().until(() -> {
            files.logger.warn("after");
            return Files.exists(file);
        });
        files.close();
        assertThat(LoggedFiles.linesIn(directory)).hasSize(files.console.size());
        assertThat(LoggedFiles.messages(file)).contains("after");
    }
}
