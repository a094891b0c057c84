package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.unit.DataSize;

/** What becomes of files that were rolled. */
@Timeout(120)
class RolledFileTests extends WithRolledFiles {

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

    private static String oldest(List<String> messages) {
        return messages.stream()
                .map(message -> message.substring("line ".length()))
                .min(Comparator.comparing(Integer::valueOf))
                .orElseThrow();
    }
}
