package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.unit.DataSize;

/** What is left of an application that was closed in a JVM that goes on, as a servlet container does. */
@ExtendWith(FreshLogging.class)
@SuppressWarnings("try") // an application that only has to run and be closed
class RestingQueueTests {

    @TempDir
    private Path directory;

    @Test
    void thereIsNeitherAThreadNorAnOpenFileAndLinesAreWrittenAllTheSame() throws IOException {
        Path file = directory.resolve("app.log");
        try (var application = start(file)) {
            log("runs");
            awaitThreads(1);
        }
        awaitThreads(0);
        assertThat(openFiles()).doesNotContain(file.toRealPath());
        assertThat(LoggedFiles.messages(file)).contains("runs");

        log("after the end");
        LoggerFactory.getLogger("com.acme.Orders").error("failed", new IllegalStateException("too late"));
        assertThat(LoggedFiles.messages(file)).endsWith("after the end", "failed");
        assertThat(LoggedFiles.messages(directory.resolve("app-error.log"))).containsExactly("failed");
        awaitThreads(0);
        assertThat(openFiles()).doesNotContain(file.toRealPath());
    }

    @Test
    void noneIsHeldBackWhenNobodyCouldSumThemUp() throws IOException {
        Path file = directory.resolve("app.log");
        try (var application = start(file, "vigie.logging.rate-limit.lines=1")) {
            log("again");
            log("again");
        }
        for (int i = 0; i < 5; i++) {
            log("again");
        }
        assertThat(LoggedFiles.messages(file))
                .filteredOn(message -> message.equals("again") || message.equals("log_suppressed"))
                .containsExactly("again", "log_suppressed", "again", "again", "again", "again", "again");
    }

    @Test
    void theNextApplicationHasAThreadAgain() throws IOException {
        Path file = directory.resolve("app.log");
        try (var first = start(file)) {
            log("first");
        }
        log("between");
        try (var second = start(file)) {
            log("second");
            awaitThreads(1);
        }
        assertThat(LoggedFiles.messages(file)).containsSubsequence("first", "between", "second");
    }

    @Test
    void aQueueThatWasNotReplacedGoesOnWithAThread() throws IOException {
        Path file = directory.resolve("app.log");
        try (LoggedFiles files = new LoggedFiles()) {
            LogFiles.Kept kept = new LogFiles.Kept(0, 0, DataSize.ofGigabytes(1), false);
            files.begin(
                    file, new LogFiles("", DataSize.ofMegabytes(1), kept, false, false, Map.of(), "rw-------"), true);
            files.lines.rest();
            files.logger.info("rests");
            assertThat(LoggedFiles.messages(file)).containsExactly("rests");
            files.lines.wake();
            awaitThreads(1);
            for (int i = 0; i < 100; i++) {
                files.logger.info("awake");
            }
            Awaitility.await().until(() -> files.told("awake") == 100);
            files.lines.rest();
            files.lines.rest();
            files.logger.info("rests again");
            assertThat(LoggedFiles.messages(file)).hasSize(102).endsWith("rests again");
        }
    }

    /** Those that end need a moment, also those of tests before. */
    private static void awaitThreads(int number) {
        Awaitility.await().untilAsserted(() -> assertThat(threads()).hasSize(number));
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("vigie-log"))
                .toList();
    }

    private static List<Path> openFiles() throws IOException {
        Path open = Path.of("/proc/self/fd");
        if (Files.notExists(open)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(open)) {
            return all.map(RestingQueueTests::target).toList();
        }
    }

    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException closedMeanwhile) {
            return link;
        }
    }

    private static void log(String message) {
        LoggerFactory.getLogger("com.acme.Orders").info(message);
    }

    private static ConfigurableApplicationContext start(Path file, String... properties) {
        return LoggingApplication.builder("vigie.environment=production", "spring.main.register-shutdown-hook=false")
                .properties("logging.file.name=" + file)
                .properties(properties)
                .run();
    }
}
