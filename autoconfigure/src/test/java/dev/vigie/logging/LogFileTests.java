package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.EchoEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** Files that roll, are private, and do without a disk for a while. */
@Timeout(120)
class LogFileTests {

    private static final LogFileStream.Listener NOBODY = new LogFileStream.Listener() {
        @Override
        public void lost(int lines) {}

        @Override
        public void failing(Path failed, Throwable why) {}

        @Override
        public void recovered(Path failed, long lines) {}
    };

    @TempDir
    private Path directory;

    private final LoggedFiles files = new LoggedFiles();
    private final Logger logger = files.logger;
    private final List<String> console = files.console;

    @AfterEach
    void stop() {
        files.close();
    }

    @Test
    void errorsAndCategoriesHaveFilesOfTheirOwn() throws IOException {
        Path file = begin(directory.resolve("logs/app.log"), true, DataSize.ofMegabytes(10));
        logger.info("stored");
        logger.error("failed");
        logger.warn(LogCategories.SECURITY, "login_failed");
        files.close();

        assertThat(LoggedFiles.messages(file)).containsExactly("stored", "failed", "login_failed");
        assertThat(LoggedFiles.messages(file.resolveSibling("app-error.log"))).containsExactly("failed");
        assertThat(LoggedFiles.messages(file.resolveSibling("app-application.log")))
                .containsExactly("stored", "failed");
        assertThat(LoggedFiles.messages(file.resolveSibling("app-security.log")))
                .containsExactly("login_failed");
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
        // The end does not wait until all are packed.
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(archives())
                .hasSizeGreaterThan(3));
        files.close();

        assertThat(linesOfAll()).hasSize(written).doesNotHaveDuplicates();
        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    void archivesBecomePrivateToo() throws IOException {
        begin(directory.resolve("app.log"), false, DataSize.ofKilobytes(16));
        for (int i = 0; i < 1_000; i++) {
            logger.warn("line {}", i);
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(archives())
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
        files.close();
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
        assertThat(LoggedFiles.messages(file)).containsExactly("before", "interrupted", "after");
        assertThat(lost()).isZero();
    }

    @Test
    void anErrorWhileOneAppenderIsFlushedKeepsNeitherTheOthersNorTheOneThatLogs() throws IOException {
        OutputStreamAppender<ILoggingEvent> broken = new OutputStreamAppender<>();
        broken.setContext(files.context);
        EchoEncoder<ILoggingEvent> echo = new EchoEncoder<>();
        echo.start();
        broken.setEncoder(echo);
        broken.setImmediateFlush(false);
        broken.setOutputStream(new ByteArrayOutputStream() {
            @Override
            public void flush() {
                throw new StackOverflowError("in flush");
            }
        });
        broken.start();
        files.lines.addAppender(broken);
        Path file = begin(directory.resolve("app.log"), false, DataSize.ofMegabytes(1), false);
        logger.warn("stored");
        assertThat(LoggedFiles.messages(file)).containsExactly("stored");
    }

    @Test
    void twoWritersOfOneFileDoNotOverwriteEachOther() throws IOException {
        Path file = directory.resolve("app.log");
        LogFileStream.Failure fine = new LogFileStream.Failure();
        FileAccess access = FileAccess.of("rw-------");
        try (LogFileStream one = new LogFileStream(file, access::open, NOBODY, fine, System::nanoTime);
                LogFileStream other = new LogFileStream(file, access::open, NOBODY, fine, System::nanoTime)) {
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
    void halfALineThatCannotBeTakenBackDoesNotSpoilTheNextOne() throws IOException {
        Path file = directory.resolve("app.log");
        FileAccess access = FileAccess.of("rw-------");
        AtomicBoolean broken = new AtomicBoolean();
        AtomicLong now = new AtomicLong();
        try (LogFileStream stream = new LogFileStream(
                file,
                path -> new BrittleChannel(access.open(path), broken),
                NOBODY,
                new LogFileStream.Failure(),
                now::get)) {
            for (String line : List.of("before", "half", "after", "later")) {
                broken.set(line.equals("half"));
                now.addAndGet(TimeUnit.SECONDS.toNanos(2));
                stream.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                stream.flush();
            }
        }
        assertThat(Files.readAllLines(file)).containsExactly("before", "ha", "after", "later");
    }

    @Test
    void whatStoodThereKeepsWhoMayReadIt() throws IOException {
        Path file = directory.resolve("app.log");
        Files.writeString(file, "{\"message\":\"of yesterday\"}\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        begin(file, false, DataSize.ofMegabytes(1));
        logger.info("stored");
        files.close();
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
        // The console has a line before the file is tried.
        Awaitility.await().until(() -> lost() >= 20);

        Files.delete(inTheWay);
        files.awaitRecovery();
        files.close();
        assertThat(console).containsOnlyOnce("log_file_failing", "log_file_recovered");
        assertThat(LoggedFiles.messages(file)).contains("again", "log_file_recovered");
        // Each line is in the file or counted; the warning of the failure is one of those lost.
        assertThat(LoggedFiles.messages(file).size() + lost()).isEqualTo(console.size());
    }

    @Test
    void aFullDiskLeavesNoHalfLineAndEveryLineIsThereOrCounted() throws Exception {
        Path disk = LoggedFiles.smallDisk(directory, "256k");
        try {
            Path file = begin(disk.resolve("app.log"), false, DataSize.ofMegabytes(10));
            String filler = "x".repeat(200);
            for (int i = 0; i < 3_000; i++) {
                logger.warn("line {} {}", i, filler);
            }
            Awaitility.await().until(() -> console.contains("log_file_failing"));
            Awaitility.await().until(() -> console.stream().anyMatch(line -> line.startsWith("line 2999 ")));
            assertThat(lost()).isPositive();

            LoggedFiles.enlarge(disk);
            files.awaitRecovery();
            files.close();
            List<String> kept = LoggedFiles.messages(file);
            assertThat(kept).contains("again").hasSizeGreaterThan(500);
            assertThat(kept).filteredOn(line -> line.startsWith("line")).doesNotHaveDuplicates();
            assertThat(kept.size() + lost()).isEqualTo(console.size());
        } finally {
            files.close();
            LoggedFiles.unmount(disk);
        }
    }

    private Path begin(Path file, boolean categories, DataSize roll) {
        return begin(file, categories, roll, true);
    }

    private Path begin(Path file, boolean categories, DataSize roll, boolean asynchronous) {
        LogFiles wanted = new LogFiles(
                "",
                roll,
                new LogFiles.Kept(0, 10, DataSize.ofGigabytes(1), false),
                categories,
                categories,
                Map.of(),
                "rw-------");
        files.begin(file, wanted, asynchronous);
        return file;
    }

    private long lost() {
        return files.lost();
    }

    private List<String> archives() throws IOException {
        return LoggedFiles.names(directory).stream()
                .filter(name -> name.endsWith(".gz"))
                .toList();
    }

    private List<String> linesOfAll() throws IOException {
        return LoggedFiles.linesIn(directory);
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException gone) {
            return gone.toString();
        }
    }
}
