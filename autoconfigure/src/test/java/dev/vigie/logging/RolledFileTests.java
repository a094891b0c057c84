package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** What becomes of files that were rolled. */
@Timeout(120)
class RolledFileTests {

    @TempDir
    private Path directory;

    private final LoggedFiles files = new LoggedFiles();
    private final Random random = new Random(7);

    @AfterEach
    void stop() {
        files.close();
    }

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
    void asManyRolledFilesAreKeptAsWasAskedFor() throws Exception {
        files.begin(directory.resolve("app.log"), wanted(3, DataSize.ofKilobytes(16)), true);
        for (int i = 0; i < 2_000; i++) {
            files.logger.warn("line {}", i);
        }
        Awaitility.await().ignoreExceptions().untilAsserted(() -> {
            assertThat(LoggedFiles.linesIn(directory))
                    .as("all is written")
                    .anyMatch(line -> line.contains("line 1999"));
            assertThat(rolled()).hasSize(3).allMatch(name -> name.endsWith(".gz"));
        });
        files.close();
        List<String> kept = LoggedFiles.messages(LoggedFiles.linesIn(directory));
        assertThat(kept).as("the newest").contains("line 1999").doesNotContain("line 0");
        assertThat(kept).hasSize(2_000 - Integer.parseInt(oldest(kept)));
    }

    @Test
    void theOldestGoWhenAllTogetherAreTooLarge() throws Exception {
        LogFiles.Kept kept = new LogFiles.Kept(0, 0, DataSize.ofKilobytes(24), false);
        files.begin(
                directory.resolve("app.log"),
                new LogFiles("", DataSize.ofKilobytes(16), kept, false, false, Map.of(), "rw-------"),
                true);
        for (int i = 0; i < 500; i++) {
            files.logger.warn("line {} {}", i, letters(200));
        }
        // The end does not wait until all are packed, and what is too much goes a moment after that.
        Awaitility.await().ignoreExceptions().untilAsserted(() -> {
            assertThat(LoggedFiles.linesIn(directory)).as("the newest").anyMatch(line -> line.contains("line 499 "));
            assertThat(rolled()).hasSizeBetween(1, 5).allMatch(name -> name.endsWith(".gz"));
            assertThat(bytesOfRolled()).isLessThanOrEqualTo(24 * 1024);
        });
        files.close();
        assertThat(bytesOfRolled()).isLessThanOrEqualTo(24 * 1024);
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

    private long bytesOfRolled() throws IOException {
        long bytes = 0;
        for (String name : rolled()) {
            bytes += Files.size(directory.resolve(name));
        }
        return bytes;
    }

    @Test
    void nothingIsRemovedOnlyBecauseOfAStart() throws Exception {
        for (int i = 0; i < 5; i++) {
            Files.writeString(directory.resolve("app.log.2026-01-0" + (i + 1) + ".0.gz"), "packed");
        }
        Path waiting = Files.writeString(directory.resolve("app.log.2026-01-06.0.gz.7.tmp"), "left over\n");
        files.begin(directory.resolve("app.log"), wanted(3, DataSize.ofKilobytes(16)), true);
        files.logger.warn("line");
        Awaitility.await().until(() -> Files.notExists(waiting));
        assertThat(rolled()).hasSize(6).contains("app.log.2026-01-06.0.gz");
        assertThat(LoggedFiles.gunzipped(directory.resolve("app.log.2026-01-06.0.gz")))
                .containsExactly("left over");
    }

    @Test
    void whatWasLeftByTheProcessBeforeComesBehindWhatIsPackedUnderThatName() throws Exception {
        FileAccess access = FileAccess.of("rw-r-----");
        Path archive = directory.resolve("app.log.2026-01-06.0.gz");
        GzipArchive packing = new GzipArchive(access);
        packing.add(Files.writeString(directory.resolve("one"), "first\n"), archive);
        Path second = Files.writeString(directory.resolve("two"), "second\n");
        packing.add(second, archive);
        assertThat(LoggedFiles.gunzipped(archive)).containsExactly("first", "second");

        packing.add(Files.writeString(second, "second\n"), archive);
        assertThat(LoggedFiles.gunzipped(archive))
                .as("that of a process that ended before it could delete it")
                .containsExactly("first", "second");
        assertThat(LoggedFiles.names(directory)).containsExactly("app.log.2026-01-06.0.gz");
        assertThat(Files.getPosixFilePermissions(archive)).isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
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
    void aDirectoryThatIsALinkIsLookedThrough() throws Exception {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        files.begin(link.resolve("app.log"), wanted(2, DataSize.ofKilobytes(16)), true);
        for (int i = 0; i < 500; i++) {
            files.logger.warn("line {}", i);
        }
        Awaitility.await().untilAsserted(() -> assertThat(LoggedFiles.names(real))
                .hasSize(3)
                .filteredOn(name -> name.endsWith(".gz"))
                .hasSize(2));
    }

    @Test
    void aFileThatIsALinkIsRolledWhereItLeads() throws Exception {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("app.log"), real.resolve("crm.log"));
        files.begin(link, wanted(2, DataSize.ofKilobytes(16)), true);
        for (int i = 0; i < 500; i++) {
            files.logger.warn("line {}", i);
        }
        Awaitility.await().untilAsserted(() -> assertThat(LoggedFiles.names(real))
                .hasSize(3)
                .contains("crm.log")
                .filteredOn(name -> name.matches("crm\\.log\\..*\\.gz"))
                .hasSize(2));
        assertThat(link).isSymbolicLink();
        assertThat(LoggedFiles.names(directory)).containsExactly("app.log", "real");
    }

    private long told(String event) {
        return files.told(event);
    }

    @Test
    void aPatternWithFoldersIsCountedToo() throws Exception {
        LogFiles.Kept kept = new LogFiles.Kept(2, 0, DataSize.ofGigabytes(1), false);
        String pattern = directory + "/%d{yyyy/MM, aux}/app-%d{yyyy-MM-dd}.%i.log.gz";
        files.begin(
                directory.resolve("app.log"),
                new LogFiles(pattern, DataSize.ofKilobytes(16), kept, false, false, Map.of(), "rw-------"),
                true);
        for (int i = 0; i < 1_000; i++) {
            files.logger.warn("line {}", i);
        }
        Awaitility.await().ignoreExceptions().untilAsserted(() -> {
            try (Stream<Path> all = Files.walk(directory)) {
                assertThat(all.filter(Files::isRegularFile)
                                .filter(path -> !path.endsWith("app.log"))
                                .toList())
                        .hasSize(2)
                        .allMatch(path -> path.toString().endsWith(".log.gz"));
            }
        });
    }

    @Test
    void anArchiveThatLogbackPacksBecomesPrivate() throws Exception {
        LogFiles.Kept kept = new LogFiles.Kept(4, 0, DataSize.ofGigabytes(1), false);
        String pattern = directory + "/app.log.%d{yyyy-MM-dd}.%i.zip";
        files.begin(
                directory.resolve("app.log"),
                new LogFiles(pattern, DataSize.ofKilobytes(16), kept, false, false, Map.of(), "rw-------"),
                true);
        for (int i = 0; i < 1_000; i++) {
            files.logger.warn("line {}", i);
        }
        Awaitility.await().untilAsserted(() -> assertThat(rolled())
                .hasSize(4)
                .allMatch(name -> name.endsWith(".zip"))
                .extracting(name -> permissions(directory.resolve(name)))
                .containsOnly("rw-------"));
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

    private List<String> rolled() throws IOException {
        return LoggedFiles.names(directory).stream()
                .filter(name -> !name.equals("app.log"))
                .toList();
    }

    private static String oldest(List<String> messages) {
        return messages.stream()
                .map(message -> message.substring("line ".length()))
                .min(Comparator.comparing(Integer::valueOf))
                .orElseThrow();
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException gone) {
            return gone.toString();
        }
    }

    private static LogFiles wanted(int maxFiles, DataSize roll) {
        LogFiles.Kept kept = new LogFiles.Kept(maxFiles, 0, DataSize.ofGigabytes(1), false);
        return new LogFiles("", roll, kept, false, false, Map.of(), "rw-r-----");
    }

    /** They take room also when packed. */
    private String letters(int length) {
        return random.ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
