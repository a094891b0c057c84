package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vigie.logging.CallSiteLimit.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import org.springframework.util.unit.DataSize;

/** A place that says the same again and again is cut short, and what it said is counted to the last line. */
class CallSiteLimitTests {

    private final LoggerContext context = RecordedLines.newContext();
    private final List<ILoggingEvent> seen = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void theFirstOfAWindowPassAndTheRestIsSummedUp() {
        Logger logger = logger("com.acme.Import", 3);
        for (int i = 0; i < 100; i++) {
            logger.info("row {} imported", i);
        }
        logger.info("import_completed");
        context.stop();

        assertThat(messages())
                .startsWith("row 0 imported", "row 1 imported", "row 2 imported", "import_completed")
                .hasSize(5)
                .last()
                .isEqualTo("log_suppressed");
        ILoggingEvent summary = seen.get(4);
        assertThat(summary.getLoggerName()).isEqualTo("com.acme.Import");
        assertThat(summary.getLevel()).isEqualTo(Level.INFO);
        assertThat(((QueuedEvent) summary).category()).isEqualTo("application");
        assertThat(pairs(summary)).contains("lines=97", "of=row {} imported");
    }

    @Test
    void aSummaryComesWhenTheWindowIsOver() {
        AsyncLineAppender lines = appender(1, Duration.ofMillis(100));
        Logger logger = context.getLogger("com.acme.Import");
        logger.addAppender(lines);
        for (int i = 0; i < 10; i++) {
            logger.warn("again");
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> messages().contains("log_suppressed"));
        assertThat(seen).last().satisfies(line -> assertThat(line.getLevel()).isEqualTo(Level.WARN));
    }

    @Test
    void aPlaceThatNeverStopsIsSummedUpAllTheSame() {
        CallSiteLimit limit = new CallSiteLimit(2, Duration.ofNanos(100));
        for (int time = 0; time < 1_000; time++) {
            limit.judge(event("again"), "application", time);
        }
        assertThat(limit.suppressed(999, false)).singleElement().satisfies(held -> assertThat(held.lines())
                .isEqualTo(9 * 98));
    }

    @Test
    void aSummaryIsALineOfTheCategoryOfThoseItStandsFor() {
        Logger logger = logger("com.acme.Import", 1);
        for (int i = 0; i < 3; i++) {
            logger.warn(LogCategories.DATABASE, "slow_query_detected");
        }
        context.stop();

        JsonNode line = json(seen.get(1));
        assertThat(line.get("event").asText()).isEqualTo("log_suppressed");
        assertThat(line.get("category").asText()).isEqualTo("database");
        assertThat(line.get("level").asText()).isEqualTo("warn");
        assertThat(line.get("logger").asText()).isEqualTo("com.acme.Import");
        assertThat(line.get("metadata").toString())
                .isEqualTo("{\"lines\":2,\"of\":\"slow_query_detected\",\"window_ms\":3600000}");
    }

    @Test
    void aSummaryShowsNoHalfSecret() {
        Logger logger = logger("com.acme.Any", 1);
        String secret = "x".repeat(190) + " card 4111 1111 1111 1111";
        logger.info(secret);
        logger.info(secret);
        context.stop();
        assertThat(pairs(seen.get(1))).noneMatch(pair -> pair.contains("4111"));
    }

    @Test
    void securityAndAccessHaveNoLimit() {
        logger("security.Logins", 1);
        for (int i = 0; i < 50; i++) {
            context.getLogger("security.Logins").warn("login_failed");
            context.getLogger("access").info("request_completed");
            context.getLogger("com.acme.Any").warn(LogCategories.SECURITY, "refused");
        }
        context.stop();
        assertThat(messages()).hasSize(150).doesNotContain("log_suppressed");
    }

    @Test
    void aLineThatSomebodyWillLookForPassesWithoutItsFrames() {
        Logger logger = logger("com.acme.Any", 2);
        for (int i = 0; i < 50; i++) {
            logger.error(LogMarkers.UNLIMITED, "order_failed", failure());
        }
        context.stop();

        assertThat(messages()).hasSize(50).containsOnly("order_failed");
        assertThat(seen)
                .extracting(CallSiteLimitTests::framesOf)
                .startsWith(2, 2, 0)
                .filteredOn(frames -> frames > 0)
                .hasSize(2);
        JsonNode brief = json(seen.get(49));
        assertThat(brief.get("error").get("type").asText()).isEqualTo(IllegalStateException.class.getName());
        assertThat(brief.get("error").get("stack").asText())
                .isEqualTo("java.io.IOException: closed\nWrapped by: java.lang.IllegalStateException: no room\n");
        assertThat(brief.get("truncated").asBoolean()).isTrue();
        assertThat(json(seen.get(1)).has("truncated")).isFalse();
    }

    private static Exception failure() {
        Exception failure = new IllegalStateException("no room", new java.io.IOException("closed"));
        failure.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("com.acme.Orders", "store", "Orders.java", 7),
            new StackTraceElement("com.acme.Orders", "main", "Orders.java", 3)
        });
        return failure;
    }

    private static int framesOf(ILoggingEvent event) {
        return event.getThrowableProxy().getStackTraceElementProxyArray().length;
    }

    private JsonNode json(ILoggingEvent line) {
        JsonLineEncoder encoder = new JsonLineEncoder();
        encoder.setContext(context);
        encoder.start();
        return RecordedLines.parsePublished(new String(encoder.encode(line), StandardCharsets.UTF_8).trim());
    }

    @Test
    void oneTemplateWithOtherExceptionsIsOtherPlaces() {
        Logger logger = logger("com.acme.Any", 1);
        logger.error("failed", new IllegalStateException());
        logger.error("failed", new IllegalArgumentException());
        logger.error("failed");
        context.getLogger("com.acme.Other").error("failed");
        context.stop();
        assertThat(messages()).hasSize(4);
    }

    @Test
    void placesThatShareTheFirstFrameOrTheOuterExceptionAreOthers() {
        Logger logger = logger("com.acme.Any", 1);
        logger.error(LogMarkers.UNLIMITED, "failed", at(new IllegalStateException(), "find"));
        logger.error(LogMarkers.UNLIMITED, "failed", at(new IllegalStateException(), "store"));
        Exception rollback = at(new java.io.IOException(), "commit");
        logger.error(LogMarkers.UNLIMITED, "failed", at(new IllegalStateException(rollback), "find"));
        Exception timeout = at(new java.io.IOException(), "connect");
        logger.error(LogMarkers.UNLIMITED, "failed", at(new IllegalStateException(timeout), "find"));
        logger.error(LogMarkers.UNLIMITED, "failed", at(new IllegalStateException(), "find"));
        context.stop();

        assertThat(seen).extracting(CallSiteLimitTests::framesOf).containsExactly(2, 2, 2, 2, 0);
    }

    /** The first frame is one of the JDK. */
    private static Exception at(Exception failure, String method) {
        failure.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("java.util.Optional", "orElseThrow", "Optional.java", 403),
            new StackTraceElement("com.acme.Orders", method, "Orders.java", 7)
        });
        return failure;
    }

    @Test
    void zeroIsForNoLimit() {
        Logger logger = logger("com.acme.Any", 0);
        for (int i = 0; i < 5_000; i++) {
            logger.info("again");
        }
        context.stop();
        assertThat(messages()).hasSize(5_000);
    }

    @Test
    void everyLineIsEitherWrittenOrSummedUpWhateverTheThreads() throws Exception {
        CallSiteLimit limit = new CallSiteLimit(10, Duration.ofMillis(1));
        AtomicLong passed = new AtomicLong();
        AtomicLong held = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        ILoggingEvent event = event("again");
        for (int t = 0; t < 4; t++) {
            threads.add(new Thread(() -> {
                for (int i = 0; i < 50_000; i++) {
                    if (limit.judge(event, "application", System.nanoTime()) == Verdict.WHOLE) {
                        passed.incrementAndGet();
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        while (threads.stream().anyMatch(Thread::isAlive)) {
            limit.suppressed(System.nanoTime(), false).forEach(summary -> held.addAndGet(summary.lines()));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        limit.suppressed(System.nanoTime(), true).forEach(summary -> held.addAndGet(summary.lines()));
        assertThat(passed.get()).isPositive();
        assertThat(passed.get() + held.get()).isEqualTo(200_000);
    }

    @Test
    void remembersAFixedNumberOfPlacesAndNoLongTexts() {
        CallSiteLimit limit = new CallSiteLimit(1, Duration.ofHours(1));
        for (int i = 0; i < 20_000; i++) {
            limit.judge(event("place " + i + "x".repeat(3_000)), "application", 0);
        }
        int again = 0;
        for (int i = 0; i < 20_000; i++) {
            again += limit.judge(event("place " + i + "x".repeat(3_000)), "application", 0) == Verdict.HELD ? 1 : 0;
        }
        assertThat(again).as("limited").isBetween(1, 4_096);
        assertThat(limit.suppressed(0, true))
                .hasSize(again)
                .allMatch(place -> place.template().length() <= 1_000);
    }

    private ILoggingEvent event(String template) {
        return new ch.qos.logback.classic.spi.LoggingEvent(
                "caller", context.getLogger("com.acme.Any"), Level.INFO, template, null, null);
    }

    private Logger logger(String name, int lines) {
        context.getLogger("ROOT").addAppender(appender(lines, Duration.ofHours(1)));
        return context.getLogger(name);
    }

    private AsyncLineAppender appender(int lines, Duration window) {
        AppenderBase<ILoggingEvent> sink = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                seen.add(event);
            }
        };
        sink.setContext(context);
        sink.start();
        AsyncLineAppender appender = new AsyncLineAppender();
        appender.setContext(context);
        appender.setFlow(new LineFlow(false, 64, DataSize.ofMegabytes(1), Duration.ofMillis(1), lines, window, false));
        appender.addAppender(sink);
        appender.start();
        return appender;
    }

    private List<String> messages() {
        return seen.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static List<String> pairs(ILoggingEvent line) {
        return line.getKeyValuePairs().stream()
                .map((KeyValuePair pair) -> pair.key + "=" + pair.value)
                .toList();
    }
}
