package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vigie.logging.LogCounts.Drop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;

/** Real processes that end: by SIGTERM while their threads log, and because they could not start. */
@Timeout(120)
class LogProcessTests {

    private static final int THREADS = 4;
    private static final int IN_FILE = 2 * THREADS;
    private static final int IN_QUEUE = IN_FILE + 1;
    private static final int AT_THE_END = IN_QUEUE + 1;
    private static final int LAST = AT_THE_END + 1;

    @TempDir
    private Path directory;

    @Test
    void noWarningIsLostWhenTheProcessIsTerminated() throws Exception {
        Path file = directory.resolve("app.log");
        Path progress = directory.resolve("progress");
        Process process = start(
                Writing.class,
                progress.toString(),
                "--logging.file.name=" + file,
                // One file: whatever this machine can write until it is told to end.
                "--logging.logback.rollingpolicy.max-file-size=10GB");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> told(progress, 0) > 2_000);
        long[] before = terminate(process, progress);
        assertThatNoneIsMissing(lines(file), before, lost(progress));
    }

    @Test
    void anEndOfManySecondsLosesNothingThatIsNotCounted() throws Exception {
        Path file = directory.resolve("app.log");
        Path progress = directory.resolve("progress");
        Process process = start(
                Writing.class,
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
        assertThat(told(progress, AT_THE_END)).isZero();
        assertThat(missing(lines(file), all)).isEqualTo(lost(progress));
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
                Writing.class,
                progress.toString(),
                "--logging.file.name=" + logs.resolve("app.log"),
                "--logging.logback.rollingpolicy.max-file-size=256KB",
                "--vigie.logging.files.max-files=0");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> told(progress, 0) > 10_000);
        long[] before = terminate(process, progress);

        List<JsonNode> lines =
                LoggedFiles.linesIn(logs).stream().map(RecordedLines::parse).toList();
        assertThat(LoggedFiles.names(logs)).as("it rolled").hasSizeGreaterThan(5);
        assertThatNoneIsMissing(lines, before, lost(progress));
    }

    @Test
    void everyWarningIsWrittenOrCountedWhenTheProcessIsTerminatedWhileTheDiskIsFull() throws Exception {
        Path disk = LoggedFiles.smallDisk(directory, "2m");
        try {
            Path progress = directory.resolve("progress");
            Process process = start(
                    Writing.class,
                    progress.toString(),
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
            assertThatNoneIsMissing(shown, before, lost(progress));
            assertThat(LoggedFiles.linesIn(disk.resolve("logs")))
                    .allSatisfy(line -> assertThat(RecordedLines.parse(line)).isNotNull())
                    .hasSize((int) (shown.size() - told(progress, IN_FILE)));
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
        for (int thread = 0; thread < THREADS; thread++) {
            before[thread] = told(progress, thread);
            assertThat(Duration.ofNanos(told(progress, THREADS + thread)))
                    .as("the longest log call; 100 ms is the bound, the rest is this machine")
                    .isLessThan(Duration.ofSeconds(5));
        }
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("SIGTERM").isEqualTo(143);
        return before;
    }

    /** What the process has counted: for those that waited in vain for room in the queue, or for their turn. */
    private static long lost(Path progress) throws IOException {
        return told(progress, IN_QUEUE) + told(progress, AT_THE_END);
    }

    /** Of those logged before it was told to end; what is counted may have been logged later. */
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

    private static long told(Path progress, int thread) throws IOException {
        if (!Files.exists(progress) || Files.size(progress) < 8L * LAST) {
            return 0;
        }
        return ByteBuffer.wrap(Files.readAllBytes(progress)).getLong(8 * thread);
    }

    /** Logs as fast as it can, and notes in a file how many log calls have returned. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Writing {

        private static final Logger LOG = LoggerFactory.getLogger("com.acme.Orders");

        private static volatile boolean closing;
        private static volatile boolean closed;

        public static void main(String[] arguments) throws IOException {
            ConfigurableApplicationContext context = new SpringApplicationBuilder(Writing.class)
                    .web(WebApplicationType.NONE)
                    .run(java.util.Arrays.copyOfRange(arguments, 1, arguments.length));
            FileChannel channel = FileChannel.open(
                    Path.of(arguments[0]),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            ByteBuffer progress = channel.map(FileChannel.MapMode.READ_WRITE, 0, 8L * LAST);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> noteDropped(progress)));
            List<Thread> writers = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int place = 8 * t;
                writers.add(new Thread(() -> write(progress, place), "writer-" + t));
            }
            Duration takes = context.getEnvironment().getProperty("closing-takes", Duration.class);
            if (takes != null) {
                context.addApplicationListener((ContextClosedEvent event) -> close(takes, writers));
            }
            writers.forEach(Thread::start);
        }

        private static void write(ByteBuffer progress, int place) {
            long longest = 0;
            for (long number = 0; !closed; number++) {
                long begin = System.nanoTime();
                LOG.atWarn().addKeyValue("number", number).log("order_stored");
                longest = Math.max(longest, System.nanoTime() - begin);
                progress.putLong(place, number + 1);
                progress.putLong(8 * THREADS + place, longest);
                if (closing) {
                    LockSupport.parkNanos(500_000);
                }
            }
        }

        /** They go on for that long, and end before logging does. */
        private static void close(Duration takes, List<Thread> writers) {
            closing = true;
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < takes.toNanos()) {
                LockSupport.parkNanos(1_000_000);
            }
            closed = true;
            for (Thread writer : writers) {
                while (writer.isAlive()) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
        }

        /** When nothing is written any more. */
        private static void noteDropped(ByteBuffer progress) {
            LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (context.isStarted() && System.nanoTime() - end < 0) {
                LockSupport.parkNanos(1_000_000);
            }
            LogCounts counts = LogCounts.shared();
            progress.putLong(8 * IN_FILE, counts.dropped(Drop.FILE));
            progress.putLong(8 * IN_QUEUE, counts.dropped(Drop.QUEUE_TIMEOUT));
            progress.putLong(8 * AT_THE_END, counts.dropped(Drop.SHUTDOWN));
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
