package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Real processes that end: by SIGTERM while their threads log, and because they could not start. */
@Timeout(120)
class LogProcessTests {

    private static final int THREADS = WritingApplication.THREADS;

    /** It is full all the time, and those that log wait for room. */
    private static final String SMALL_QUEUE = "--vigie.logging.async.queue-size=64";

    @TempDir
    private Path directory;

    @Test
    void noWarningIsLostWhenTheProcessIsTerminated() throws Exception {
        Path file = directory.resolve("app.log");
        Path progress = directory.resolve("progress");
        Process process = start(
                WritingApplication.class,
                progress.toString(),
                SMALL_QUEUE,
                "--logging.file.name=" + file,
                // One file: whatever this machine can write until it is told to end.
                "--logging.logback.rollingpolicy.max-file-size=10GB");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> told(progress, 0) > 2_000);
        long[] before = terminate(process, progress);
        assertThatNoneIsMissing(lines(file), before, told(progress, WritingApplication.IN_QUEUE));
    }

    @Test
    void anEndOfManySecondsLosesNothingThatIsNotCounted() throws Exception {
        Path file = directory.resolve("app.log");
        Path progress = directory.resolve("progress");
        Process process = start(
                WritingApplication.class,
                progress.toString(),
                "--closing-takes=6500ms",
                "--logging.file.name=" + file,
                "--logging.logback.rollingpolicy.max-file-size=10GB");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> told(progress, 0) > 2_000);
        long[] before = terminate(process, progress);
        long[] all = new long[THREADS];
        for (int thread = 0; thread < THREADS; thread++) {
            all[thread] = told(progress, thread);
            assertThat(all[thread]).as("it went on").isGreaterThan(before[thread] + 500);
        }
        assertThat(told(progress, WritingApplication.AT_THE_END)).isZero();
        assertThat(missing(lines(file), all)).isEqualTo(told(progress, WritingApplication.IN_QUEUE));
    }

    @Test
    void whatWaitsWhenTheProcessEndsIsWritten() throws Exception {
        Path file = directory.resolve("app.log");
        Process process = start(
                Ending.class,
                "--logging.file.name=" + file,
                "--vigie.logging.async.queue-memory=256MB",
                "--logging.logback.rollingpolicy.max-file-size=10GB");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(3);
        assertThat(lines(file))
                .filteredOn(line -> line.get("message").asText().equals("order_failed"))
                .hasSize(Ending.LINES);
    }

    @Test
    void whyItCouldNotStartIsWritten() throws Exception {
        Path file = directory.resolve("app.log");
        Process process = start(Failing.class, "--logging.file.name=" + file);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);

        List<JsonNode> lines = lines(file);
        assertThat(lines).last().satisfies(line -> {
            assertThat(line.get("level").asText()).isEqualTo("error");
            assertThat(line.get("message").asText()).contains("Application run failed");
            assertThat(line.at("/error/stack").asText()).contains("cannot be made");
        });
    }

    @Test
    void noWarningIsLostWhenTheProcessIsTerminatedWhileTheFileRolls() throws Exception {
        Path logs = Files.createDirectory(directory.resolve("logs"));
        Path progress = directory.resolve("progress");
        Process process = start(
                WritingApplication.class,
                progress.toString(),
                SMALL_QUEUE,
                "--logging.file.name=" + logs.resolve("app.log"),
                "--logging.logback.rollingpolicy.max-file-size=256KB",
                "--vigie.logging.files.max-files=0");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> told(progress, 0) > 10_000);
        long[] before = terminate(process, progress);

        List<JsonNode> lines =
                LoggedFiles.linesIn(logs).stream().map(RecordedLines::parse).toList();
        assertThat(LoggedFiles.names(logs)).as("it rolled").hasSizeGreaterThan(5);
        assertThatNoneIsMissing(lines, before, told(progress, WritingApplication.IN_QUEUE));
    }

    @Test
    void everyWarningIsWrittenOrCountedWhenTheProcessIsTerminatedWhileTheDiskIsFull() throws Exception {
        Path disk = LoggedFiles.smallDisk(directory, "2m");
        try {
            Path progress = directory.resolve("progress");
            Process process = start(
                    WritingApplication.class,
                    progress.toString(),
                    SMALL_QUEUE,
                    "--logging.file.name=" + disk.resolve("logs/app.log"),
                    "--logging.logback.rollingpolicy.max-file-size=256KB",
                    "--vigie.logging.files.max-files=0");
            Path console = directory.resolve("console");
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Files.readString(console)
                    .contains("log_file_failing"));
            long seen = told(progress, 0);
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> told(progress, 0) > seen + 2_000);
            long[] before = terminate(process, progress);

            List<JsonNode> shown = Files.readAllLines(console).stream()
                    // logback's own word on threads that go on when logging has ended.
                    .filter(line -> !line.contains("|-WARN in Logger["))
                    .map(RecordedLines::parse)
                    .toList();
            assertThatNoneIsMissing(shown, before, told(progress, WritingApplication.IN_QUEUE));
            assertThat(LoggedFiles.linesIn(disk.resolve("logs")))
                    .allSatisfy(line -> assertThat(RecordedLines.parse(line)).isNotNull())
                    .hasSize((int) (shown.size() - told(progress, WritingApplication.IN_FILE)));
        } finally {
            LoggedFiles.unmount(disk);
        }
    }

    @Test
    void aFileIsAsPrivateAsWasSaidWhateverTheUmask() throws Exception {
        for (String umask : List.of("077", "000")) {
            Path folder = directory.resolve("umask-" + umask);
            Process process = startUnder(
                    umask,
                    Failing.class,
                    "--logging.file.name=" + folder.resolve("logs/app.log"),
                    "--vigie.logging.files.permissions=rw-r-----");
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(permissions(folder)).isEqualTo("rwxr-x---");
            assertThat(permissions(folder.resolve("logs"))).isEqualTo("rwxr-x---");
            assertThat(permissions(folder.resolve("logs/app.log"))).isEqualTo("rw-r-----");
            assertThat(permissions(folder.resolve("logs/app-error.log"))).isEqualTo("rw-r-----");
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    /** Ends it while it logs; returns how many lines each thread had logged until then. */
    private static long[] terminate(Process process, Path progress) throws Exception {
        long[] before = new long[THREADS];
        long calls = 0;
        for (int thread = 0; thread < THREADS; thread++) {
            before[thread] = told(progress, thread);
            calls += before[thread];
        }
        assertThatNobodyWaitsLong(progress, calls);
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("SIGTERM").isEqualTo(143);
        return before;
    }

    /**
     * How long is waited for room is shown by LineWaitTests; this is all that a call takes, on a machine with others.
     */
    private static void assertThatNobodyWaitsLong(Path progress, long calls) throws IOException {
        assertThat(told(progress, WritingApplication.SLOW))
                .as("of " + calls + " log calls those that took longer than the bound of 100 ms")
                .isLessThanOrEqualTo(calls / 100);
        assertThat(Duration.ofNanos(told(progress, WritingApplication.LONGEST)))
                .as("the longest log call")
                .isLessThan(Duration.ofSeconds(20));
    }

    /**
     * Of those logged before it was told to end, but for what was counted while it waited for room. What is counted at
     * the end says nothing of them: the threads go on when logging has ended.
     */
    private static void assertThatNoneIsMissing(List<JsonNode> lines, long[] before, long counted) {
        assertThat(missing(lines, before)).isLessThanOrEqualTo(counted);
    }

    private static long missing(List<JsonNode> lines, long[] logged) {
        long missing = 0;
        for (int thread = 0; thread < THREADS; thread++) {
            String name = "writer-" + thread;
            List<Long> written = lines.stream()
                    .filter(line -> line.get("thread").asText().equals(name))
                    .map(line -> line.at("/metadata/number").asLong())
                    .toList();
            assertThat(written).doesNotHaveDuplicates();
            long expected = logged[thread];
            missing += expected
                    - written.stream().filter(number -> number < expected).count();
        }
        return missing;
    }

    private Process start(Class<?> main, String... arguments) throws IOException {
        return startUnder("022", main, arguments);
    }

    private Process startUnder(String umask, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "umask " + umask + " && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        command.add("--vigie.environment=production");
        command.add("--vigie.logging.rate-limit.enabled=false");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("console").toFile())
                .start();
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(RecordedLines::parse).toList();
    }

    private static long told(Path progress, int place) throws IOException {
        return WritingApplication.told(progress, place);
    }

    /** Ends while most of its lines wait. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Ending {

        private static final int LINES = 8_000;

        public static void main(String[] arguments) {
            SpringApplication application = new SpringApplication(Ending.class);
            application.setWebApplicationType(WebApplicationType.NONE);
            application.run(arguments);
            Exception failure = new IllegalStateException("no room");
            for (int i = 0; i < LINES; i++) {
                LoggerFactory.getLogger("com.acme.Orders").warn("order_failed", failure);
            }
            System.exit(3);
        }
    }

    /** Cannot start. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Failing {

        public static void main(String[] arguments) {
            SpringApplication application = new SpringApplication(Failing.class);
            application.setWebApplicationType(WebApplicationType.NONE);
            application.run(arguments);
        }

        @Bean
        Object impossible() {
            throw new IllegalStateException("cannot be made");
        }
    }
}
