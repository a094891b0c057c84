package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vigie.logging.LogCounts.Drop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** Files that roll, are private, and do without a disk for a while. */
@Timeout(120)
class LogFileTests {

    @TempDir
    private Path directory;

    private final LoggerContext context = RecordedLines.newContext();
    private final List<String> console = new CopyOnWriteArrayList<>();
    private final Logger logger = context.getLogger("com.acme.Orders");
    private final AsyncLineAppender lines = new AsyncLineAppender();
    private long lostBefore;

    @BeforeEach
    void count() {
        lostBefore = LogCounts.shared().dropped(Drop.FILE);
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void errorsAndCategoriesHaveFilesOfTheirOwn() throws IOException {
        Path file = begin(directory.resolve("logs/app.log"), true, DataSize.ofMegabytes(10));
        logger.info("stored");
        logger.error("failed");
        logger.warn(LogCategories.SECURITY, "login_failed");
        context.stop();

        assertThat(messages(file)).containsExactly("stored", "failed", "login_failed");
        assertThat(messages(file.resolveSibling("app-error.log"))).containsExactly("failed");
        assertThat(messages(file.resolveSibling("app-application.log"))).containsExactly("stored", "failed");
        assertThat(messages(file.resolveSibling("app-security.log"))).containsExactly("login_failed");
        assertThat(Files.exists(file.resolveSibling("app-database.log")))
                .as("nothing was said")
                .isFalse();
    }

    @Test
    void rollsAtItsSizeIntoPrivateArchivesWithoutLosingALine() throws IOException {
        Path file = begin(directory.resolve("app.log"), false, DataSize.ofKilobytes(64));
        int written = 5_000;
        for (int i = 0; i < written; i++) {
            logger.warn("line {}", i);
        }
        context.stop();

        Awaitility.await().untilAsserted(() -> assertThat(linesOfAll()).hasSize(written));
        assertThat(linesOfAll()).doesNotHaveDuplicates();
        assertThat(files()).filteredOn(name -> name.endsWith(".gz")).hasSizeGreaterThan(3);
        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    void archivesBecomePrivateToo() throws IOException {
        begin(directory.resolve("app.log"), false, DataSize.ofKilobytes(16));
        for (int i = 0; i < 1_000; i++) {
            logger.warn("line {}", i);
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(files())
                .filteredOn(name -> name.endsWith(".gz"))
                .isNotEmpty()
                .extracting(name -> permissions(directory.resolve(name)))
                .containsOnly("rw-------"));
    }

    @Test
    void filesOfOthersKeepWhoMayReadThem() throws IOException {
        Path position = Files.writeString(directory.resolve("app.log.pos"), "7");
        Files.setPosixFilePermissions(position, PosixFilePermissions.fromString("rw-r--r--"));
        begin(directory.resolve("app.log"), false, DataSize.ofMegabytes(1));
        logger.info("stored");
        Awaitility.await().until(() -> console.contains("stored"));
        context.stop();
        assertThat(permissions(position)).isEqualTo("rw-r--r--");
    }

    @Test
    void aThreadThatIsInterruptedLosesNoLine() throws IOException {
        Path file = begin(directory.resolve("app.log"), false, DataSize.ofMegabytes(1), false);
        logger.warn("before");
        Thread.currentThread().interrupt();
        logger.warn("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        logger.warn("after");
        assertThat(messages(file)).containsExactly("before", "interrupted", "after");
        assertThat(lost()).isZero();
    }

    @Test
    void twoWritersOfOneFileDoNotOverwriteEachOther() throws IOException {
        Path file = directory.resolve("app.log");
        LogFileStream.Failure fine = new LogFileStream.Failure();
        LogFileStream.Listener nobody = new LogFileStream.Listener() {
            @Override
            public void lost(int lines) {}

            @Override
            public void failing(Path failed, Exception why) {}

            @Override
            public void recovered(Path failed, long lines) {}
        };
        FileAccess access = FileAccess.of("rw-------");
        try (LogFileStream one = new LogFileStream(file, access, nobody, fine, System::nanoTime);
                LogFileStream other = new LogFileStream(file, access, nobody, fine, System::nanoTime)) {
            for (int i = 0; i < 100; i++) {
                one.write("one\n".getBytes(StandardCharsets.UTF_8));
                one.flush();
                other.write("other\n".getBytes(StandardCharsets.UTF_8));
                other.flush();
            }
        }
        assertThat(Files.readAllLines(file)).hasSize(200).containsOnly("one", "other");
    }

    @Test
    void whatStoodThereKeepsWhoMayReadIt() throws IOException {
        Path file = directory.resolve("app.log");
        Files.writeString(file, "{\"message\":\"of yesterday\"}\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        begin(file, false, DataSize.ofMegabytes(1));
        logger.info("stored");
        context.stop();
        assertThat(permissions(file)).isEqualTo("rw-r-----");
    }

    @Test
    void withoutADiskTheConsoleGoesOnAndTheFileComesBackByItself() throws IOException {
        Path inTheWay = directory.resolve("logs");
        Files.writeString(inTheWay, "a file where the directory should be");
        Path file = begin(inTheWay.resolve("app.log"), false, DataSize.ofMegabytes(1));
        for (int i = 0; i < 20; i++) {
            logger.warn("line {}", i);
        }
        Awaitility.await().until(() -> console.contains("log_file_failing") && console.contains("line 19"));
        long lost = lost();
        assertThat(lost).isGreaterThanOrEqualTo(20);

        Files.delete(inTheWay);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    logger.warn("again");
                    return console.contains("log_file_recovered");
                });
        context.stop();
        assertThat(console).containsOnlyOnce("log_file_failing", "log_file_recovered");
        assertThat(messages(file)).contains("again", "log_file_recovered");
        // Each line is in the file or counted; the warning of the failure is one of those lost.
        assertThat(messages(file).size() + lost()).isEqualTo(console.size());
    }

    @Test
    void aFullDiskLeavesNoHalfLineAndEveryLineIsThereOrCounted() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString()) == 0,
                "NOT PLAYED: a file system of 256 KB needs the right to mount one");
        try {
            Path file = begin(disk.resolve("app.log"), false, DataSize.ofMegabytes(10));
            String filler = "x".repeat(200);
            for (int i = 0; i < 3_000; i++) {
                logger.warn("line {} {}", i, filler);
            }
            Awaitility.await().until(() -> console.contains("log_file_failing"));
            Awaitility.await().until(() -> console.stream().anyMatch(line -> line.startsWith("line 2999 ")));
            assertThat(lost()).isPositive();

            assertThat(run("mount", "-o", "remount,size=8m", disk.toString())).isZero();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        logger.warn("again");
                        return console.contains("log_file_recovered");
                    });
            context.stop();
            List<String> kept = messages(file);
            assertThat(kept).contains("again").hasSizeGreaterThan(500);
            assertThat(kept).filteredOn(line -> line.startsWith("line")).doesNotHaveDuplicates();
            assertThat(kept.size() + lost()).isEqualTo(console.size());
        } finally {
            context.stop();
            run("umount", "-l", disk.toString());
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private Path begin(Path file, boolean categories, DataSize roll) {
        return begin(file, categories, roll, true);
    }

    private Path begin(Path file, boolean categories, DataSize roll, boolean asynchronous) {
        LogFiles wanted = new LogFiles(
                "", roll, DataSize.ofGigabytes(1), 10, false, categories, categories, Map.of(), "rw-------");
        AppenderBase<ILoggingEvent> screen = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                console.add(event.getFormattedMessage());
            }
        };
        screen.setContext(context);
        screen.start();
        lines.setContext(context);
        lines.setFlow(new LineFlow(
                asynchronous,
                8_192,
                DataSize.ofMegabytes(16),
                Duration.ofSeconds(30),
                0,
                Duration.ofSeconds(1),
                false));
        lines.addAppender(screen);
        for (Appender<ILoggingEvent> target :
                new LinePipeline(context).files("FILE", file.toString(), wanted, this::encoder)) {
            lines.addAppender(target);
        }
        lines.start();
        logger.addAppender(lines);
        return file;
    }

    private JsonLineEncoder encoder() {
        JsonLineEncoder encoder = new JsonLineEncoder();
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }

    private long lost() {
        return LogCounts.shared().dropped(Drop.FILE) - lostBefore;
    }

    /** Every line of it is JSON. */
    private static List<String> messages(Path file) throws IOException {
        List<String> messages = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode parsed = RecordedLines.parse(line);
            messages.add(parsed.get("message").asText());
        }
        return messages;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }

    private List<String> linesOfAll() throws IOException {
        List<String> all = new ArrayList<>();
        for (String name : files()) {
            if (name.endsWith(".gz")) {
                try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(directory.resolve(name))), StandardCharsets.UTF_8))) {
                    reader.lines().forEach(all::add);
                } catch (IOException notReadyYet) {
                    return List.of();
                }
            } else if (!name.endsWith(".tmp")) {
                all.addAll(Files.readAllLines(directory.resolve(name)));
            }
        }
        return all;
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException gone) {
            return gone.toString();
        }
    }
}
