package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Real processes that end: by SIGTERM while their threads log, and because they could not start. */
@Timeout(120)
class LogProcessTests {

    private static final int THREADS = 4;

    @TempDir
    private Path directory;

    @Test
    void noWarningIsLostWhenTheProcessIsTerminated() throws Exception {
        Path file = directory.resolve("app.log");
        Path progress = directory.resolve("progress");
        Process process = start(Writing.class, progress.toString(), "--logging.file.name=" + file);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> told(progress, 0) > 2_000);
        long[] before = new long[THREADS];
        for (int thread = 0; thread < THREADS; thread++) {
            before[thread] = told(progress, thread);
        }
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("SIGTERM").isEqualTo(143);

        for (int thread = 0; thread < THREADS; thread++) {
            List<Long> written = numbers(file, "writer-" + thread);
            for (int i = 0; i < written.size(); i++) {
                assertThat(written.get(i)).as("no line is missing").isEqualTo(i);
            }
            assertThat((long) written.size()).isGreaterThanOrEqualTo(before[thread]);
        }
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

    private Process start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        command.add("--vigie.environment=production");
        command.add("--vigie.logging.rate-limit.enabled=false");
        // One file: whatever this machine can write until it is told to end.
        command.add("--logging.logback.rollingpolicy.max-file-size=10GB");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("console").toFile())
                .start();
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(RecordedLines::parse).toList();
    }

    private static List<Long> numbers(Path file, String thread) throws IOException {
        return lines(file).stream()
                .filter(line -> line.get("thread").asText().equals(thread))
                .map(line -> line.at("/metadata/number").asLong())
                .toList();
    }

    private static long told(Path progress, int thread) throws IOException {
        if (!Files.exists(progress) || Files.size(progress) < 8L * THREADS) {
            return 0;
        }
        return ByteBuffer.wrap(Files.readAllBytes(progress)).getLong(8 * thread);
    }

    /** Logs as fast as it can, and notes in a file how many log calls have returned. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Writing {

        public static void main(String[] arguments) throws IOException {
            new SpringApplicationBuilder(Writing.class)
                    .web(WebApplicationType.NONE)
                    .run(java.util.Arrays.copyOfRange(arguments, 1, arguments.length));
            Logger log = LoggerFactory.getLogger("com.acme.Orders");
            FileChannel channel = FileChannel.open(
                    Path.of(arguments[0]),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            ByteBuffer progress = channel.map(FileChannel.MapMode.READ_WRITE, 0, 8L * THREADS);
            for (int t = 0; t < THREADS; t++) {
                int place = 8 * t;
                AtomicLong number = new AtomicLong();
                new Thread(
                                () -> {
                                    while (true) {
                                        log.atWarn()
                                                .addKeyValue("number", number.getAndIncrement())
                                                .log("order_stored");
                                        progress.putLong(place, number.get());
                                    }
                                },
                                "writer-" + t)
                        .start();
            }
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
