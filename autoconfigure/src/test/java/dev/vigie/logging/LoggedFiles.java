package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import dev.vigie.logging.LogCounts.Drop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.springframework.util.unit.DataSize;

/** A logback of its own that writes log files as an application does, and keeps what its console would show. */
final class LoggedFiles implements AutoCloseable {

    private static final Pattern WAITING = Pattern.compile("(.+\\.gz)\\.\\d+\\.tmp");

    final LoggerContext context = RecordedLines.newContext();
    final Logger logger = context.getLogger("com.acme.Orders");
    final List<String> console = new CopyOnWriteArrayList<>();

    /** Those that have key-values, with them. */
    final List<String> told = new CopyOnWriteArrayList<>();

    final AsyncLineAppender lines = new AsyncLineAppender();
    private final long lostBefore = LogCounts.shared().dropped(Drop.FILE);
    private boolean closed;

    void begin(Path file, LogFiles wanted, boolean asynchronous) {
        AppenderBase<ILoggingEvent> screen = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                console.add(event.getFormattedMessage());
                if (event.getKeyValuePairs() != null) {
                    told.add(event.getFormattedMessage() + event.getKeyValuePairs());
                }
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
    }

    /**
     * Lines until the file can be written again; on a disk that is almost full it may have been for a moment before.
     */
    void awaitRecovery() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    logger.warn("again");
                    return told("log_file_recovered") == told("log_file_failing");
                });
    }

    /** How often the console has told of it. */
    long told(String event) {
        return console.stream().filter(event::equals).count();
    }

    private JsonLineEncoder encoder() {
        JsonLineEncoder encoder = new JsonLineEncoder();
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }

    long lost() {
        return LogCounts.shared().dropped(Drop.FILE) - lostBefore;
    }

    /** And waits for what is packed at this moment: nobody else writes into the directory afterwards. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        ExecutorService background = context.getExecutorService();
        context.stop();
        Awaitility.await().until(background::isTerminated);
    }

    /** Every line of it is JSON. */
    static List<String> messages(Path file) throws IOException {
        return messages(Files.readAllLines(file));
    }

    static List<String> messages(List<String> lines) {
        return lines.stream()
                .map(line -> RecordedLines.parse(line).get("message").asText())
                .toList();
    }

    static List<String> names(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /** The lines of all files of the directory, packed or not. */
    static List<String> linesIn(Path directory) throws IOException {
        List<String> all = new ArrayList<>();
        for (String name : names(directory)) {
            Path file = directory.resolve(name);
            if (name.endsWith(".gz")) {
                all.addAll(gunzipped(file));
            } else if (!name.endsWith(".part")) {
                List<String> lines = Files.readAllLines(file);
                if (!isPacked(file, lines)) {
                    all.addAll(lines);
                }
            }
        }
        return all;
    }

    /** Whether a process was ended when it had packed them and not yet deleted the file. */
    private static boolean isPacked(Path file, List<String> lines) throws IOException {
        Matcher waiting = WAITING.matcher(file.getFileName().toString());
        if (!waiting.matches() || Files.notExists(file.resolveSibling(waiting.group(1)))) {
            return false;
        }
        List<String> packed = gunzipped(file.resolveSibling(waiting.group(1)));
        int before = packed.size() - lines.size();
        return before >= 0 && packed.subList(before, packed.size()).equals(lines);
    }

    static List<String> gunzipped(Path file) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    static Path smallDisk(Path directory, String size) throws IOException, InterruptedException {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        playOnlyIf(
                run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", disk.toString()) == 0,
                "a file system of " + size + " needs the right to mount one");
        return disk;
    }

    /** A device like {@code /dev/null}, which is not risked. */
    static Path nullDevice(Path directory) throws IOException, InterruptedException {
        Path device = directory.resolve("null");
        playOnlyIf(run("mknod", device.toString(), "c", "1", "3") == 0, "a device needs the right to make one");
        playOnlyIf(Files.isWritable(device), "devices do not work in " + directory);
        return device;
    }

    /** A test that is skipped says so where everybody sees it; where it must be played, it fails. */
    private static void playOnlyIf(boolean possible, String why) {
        if (!possible) {
            assertThat(System.getenv("VIGIE_DISKS")).as(why).isNotEqualTo("required");
            System.err.println("NOT PLAYED: " + why);
        }
        Assumptions.assumeTrue(possible, "NOT PLAYED: " + why);
    }

    static void enlarge(Path disk) throws IOException, InterruptedException {
        assertThat(run("mount", "-o", "remount,size=32m", disk.toString())).isZero();
    }

    static void unmount(Path disk) throws IOException, InterruptedException {
        run("umount", "-l", disk.toString());
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
