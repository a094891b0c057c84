package dev.vigie.logging;

import static net.logstash.logback.argument.StructuredArguments.kv;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigie.TestApplication;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** What an application in production logs, as it stands on the console and in the file, queued and not. */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class LinesOfAnApplicationTests {

    private static final Logger log = LoggerFactory.getLogger("com.acme.Orders");

    @TempDir
    private Path directory = Path.of("");

    /** Else what another application of this JVM has set up stays. */
    @BeforeEach
    @AfterEach
    void forgetTheApplicationBefore() {
        MDC.clear();
        for (LoggingSystemProperty property : LoggingSystemProperty.values()) {
            System.clearProperty(property.getEnvironmentVariableName());
        }
        LoggingSystem.get(Objects.requireNonNull(getClass().getClassLoader())).cleanUp();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eachIsOneValidBoundedLineWhateverIsLogged(boolean queued, CapturedOutput output) throws IOException {
        try (var application = start(queued)) {
            logHostileEvents();
            log.info("after_all");
            awaitLine(output, "\"event\":\"after_all\"");
            List<JsonNode> console = linesOf(output.getOut());
            Path written = directory.resolve("app.log");
            // The console comes first; the file is made with its first line.
            Awaitility.await().ignoreException(NoSuchFileException.class).until(() -> Files.readString(written)
                    .contains("\"event\":\"after_all\""));
            List<JsonNode> file = linesOf(Files.readString(written));

            assertThat(console).hasSize(8).isEqualTo(file);
            assertHostileLines(console);
            assertThat(output.getOut()).doesNotContain(PlantedSecrets.VALUE);
            assertThat(application.isRunning()).isTrue();
        }
    }

    private static void logHostileEvents() {
        Map<Object, Object> itself = new HashMap<>();
        itself.put("self", itself);
        itself.put("password", PlantedSecrets.VALUE);
        log.info("surrogates \ud83d and \ude80, forged\r\n{\"level\":\"info\"}\u001b[31m");
        log.atInfo()
                .addKeyValue("level", "fatal")
                .addKeyValue("timestamp", "never")
                .addKeyValue("level", "again")
                .log("collides");
        log.atWarn().addKeyValue("itself", itself).log("contains itself {}", kv("token", PlantedSecrets.VALUE));
        log.info("refuses {}", new Object() {
            @Override
            public String toString() {
                throw new AssertionError("no");
            }
        });
        log.error("x".repeat(10_000_000), new IllegalStateException("y".repeat(10_000_000)));
        IntStream.range(0, 2_000).forEach(i -> MDC.put("key-" + i, "z".repeat(1_000)));
        MDC.put(LogFields.REQUEST_ID, "r-1");
        log.info("many entries");
        MDC.clear();
        log.error("failed", new IllegalStateException("cannot sign in with password=" + PlantedSecrets.VALUE));
    }

    private static void assertHostileLines(List<JsonNode> lines) {
        assertThat(lines.get(0).get("message").asText())
                .isEqualTo("surrogates \ufffd and \ufffd, forged\r\n{\"level\":\"info\"}\u001b[31m");
        assertThat(lines.get(1).get("level").asText()).isEqualTo("info");
        assertThat(lines.get(1).get("metadata").toString())
                .isEqualTo("{\"level\":\"fatal\",\"timestamp\":\"never\",\"level_2\":\"again\"}");
        assertThat(lines.get(2).get("message").asText()).isEqualTo("contains itself ***");
        assertThat(lines.get(2).get("metadata").get("itself").get("password").asText())
                .isEqualTo("***");
        assertThat(lines.get(3).get("message").asText()).startsWith("refuses ");
        assertThat(lines.get(4).get("message").asText()).endsWith("x...[truncated]");
        assertThat(lines.get(4).get("error").get("message").asText()).endsWith("y...[truncated]");
        assertThat(lines.get(5).get("requestId").asText()).isEqualTo("r-1");
        assertThat(lines.get(5).get("truncated").asBoolean()).isTrue();
        assertThat(lines.get(6).get("error").get("message").asText()).isEqualTo("cannot sign in with password=***");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPlaceThatRepeatsItselfIsSummedUpAndCounted(boolean queued, CapturedOutput output) {
        try (var application =
                start(queued, "vigie.logging.rate-limit.lines=5", "vigie.logging.rate-limit.window=1s")) {
            MeterRegistry meters = application.getBean(MeterRegistry.class);
            long lines = count(meters, "vigie.log.lines", "level", "warn", "category", "security");
            long limited = count(meters, "vigie.log.dropped", "reason", "rate_limit");
            long begin = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                log.info("row {} imported", i);
                log.warn(LogCategories.SECURITY, "login_failed");
            }
            long windows = 2 + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
            awaitLine(output, "log_suppressed");

            // On a slow machine a first window is summed up while lines of the next still wait to be written.
            Awaitility.await().untilAsserted(() -> {
                List<JsonNode> all = linesOf(output.getOut());
                long shown = all.stream()
                        .filter(line -> line.get("message").asText().startsWith("row "))
                        .count();
                long summedUp = all.stream()
                        .filter(line ->
                                "log_suppressed".equals(line.path("event").asText()))
                        .mapToLong(line -> line.get("metadata").get("lines").asLong())
                        .sum();
                assertThat(shown).isBetween(5L, 5 * windows);
                assertThat(summedUp).isPositive().isLessThanOrEqualTo(100 - shown);
                assertThat(count(meters, "vigie.log.dropped", "reason", "rate_limit") - limited)
                        .isEqualTo(100 - shown);
                assertThat(count(meters, "vigie.log.lines", "level", "warn", "category", "security") - lines)
                        .isEqualTo(100);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingIsSummedUpWhenThatIsOff(boolean queued, CapturedOutput output) {
        try (var application =
                start(queued, "vigie.logging.rate-limit.lines=5", "vigie.logging.rate-limit.enabled=false")) {
            for (int i = 0; i < 100; i++) {
                log.info("row {} imported", i);
            }
            log.info("after_all");
            awaitLine(output, "\"event\":\"after_all\"");
            assertThat(linesOf(output.getOut())).hasSize(101);
            assertThat(application.isRunning()).isTrue();
        }
    }

    private static long count(MeterRegistry meters, String name, String... tags) {
        return (long) meters.get(name).tags(tags).functionCounter().count();
    }

    private ConfigurableApplicationContext start(boolean queued, String... properties) {
        TestApplication application = TestApplication.nonWeb()
                .property("vigie.environment", "production")
                .property("logging.file.name", directory.resolve("app.log").toString())
                .property("vigie.logging.async.enabled", String.valueOf(queued))
                .property("vigie.logging.async.max-wait", "20s");
        for (String property : properties) {
            String[] keyAndValue = property.split("=", 2);
            application.property(keyAndValue[0], keyAndValue[1]);
        }
        return application.start();
    }

    private static void awaitLine(CapturedOutput output, String part) {
        Awaitility.await().until(() -> output.getOut().contains(part));
    }

    /** Those of this test; each is checked against the schema. */
    private static List<JsonNode> linesOf(String text) {
        return text.lines()
                .filter(line -> line.contains("\"logger\":\"com.acme.Orders\""))
                .map(RecordedLines::parsePublished)
                .toList();
    }
}
