package dev.vigie.logging;

import static net.logstash.logback.argument.StructuredArguments.value;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.read.ListAppender;
import dev.vigie.logging.LogCounts.Drop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.logstash.logback.marker.Markers;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.event.KeyValuePair;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.util.unit.DataSize;

/** Whoever logs does not wait for whoever writes, and nothing goes missing that is not counted. */
@Timeout(60)
class LineQueueTests {

    private static final int ROOM = 64;

    private final LoggerContext context = RecordedLines.newContext();
    private final Logger logger = context.getLogger("com.acme.Orders");
    private final Sink sink = new Sink();
    private final AsyncLineAppender lines = new AsyncLineAppender();
    private final Map<Drop, Long> before = new EnumMap<>(Drop.class);

    @BeforeEach
    void start() {
        logger.setLevel(Level.TRACE);
        for (Drop reason : Drop.values()) {
            before.put(reason, LogCounts.shared().dropped(reason));
        }
        sink.setContext(context);
        sink.start();
        lines.setContext(context);
        lines.addAppender(sink);
    }

    @AfterEach
    void stop() {
        sink.goOn.countDown();
        context.stop();
    }

    @Test
    void writesInOrderOnAThreadOfItsOwn() {
        begin(ROOM, DataSize.ofMegabytes(16), Duration.ofMillis(100));
        sink.goOn.countDown();
        for (int i = 0; i < 50; i++) {
            logger.info("line {}", i);
        }
        Awaitility.await().until(() -> sink.seen.size() == 50);
        assertThat(sink.seen)
                .extracting(ILoggingEvent::getFormattedMessage)
                .first()
                .isEqualTo("line 0");
        assertThat(sink.seen)
                .extracting(ILoggingEvent::getFormattedMessage)
                .last()
                .isEqualTo("line 49");
        assertThat(sink.threads).containsOnly("vigie-log");
        assertThat(sink.seen)
                .extracting(ILoggingEvent::getThreadName)
                .containsOnly(Thread.currentThread().getName());
    }

    @Test
    void dropsWhatIsLessThanAWarningAndLetsOneWarningWait() {
        begin(ROOM, DataSize.ofMegabytes(16), Duration.ofMillis(200));
        fill();
        long full = dropped(Drop.QUEUE_FULL);

        logger.info("too many");
        assertThat(dropped(Drop.QUEUE_FULL)).isEqualTo(full + 1);

        long begin = System.nanoTime();
        logger.warn("waits");
        assertThat(millisSince(begin)).isBetween(200L, 5_000L);
        assertThat(dropped(Drop.QUEUE_TIMEOUT)).isEqualTo(1);

        // Nobody has written since: a second one would wait in vain.
        Thread.currentThread().interrupt();
        logger.error("does not wait");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(dropped(Drop.QUEUE_TIMEOUT)).isEqualTo(2);
    }

    @Test
    void aWarningThatWaitsIsWrittenWhenThereIsRoom() throws Exception {
        begin(ROOM, DataSize.ofMegabytes(16), Duration.ofSeconds(20));
        fill();
        Thread warning = new Thread(() -> {
            Thread.currentThread().interrupt();
            logger.warn("waits");
        });
        warning.start();
        Awaitility.await().until(() -> warning.getState() == Thread.State.TIMED_WAITING);
        sink.goOn.countDown();
        warning.join();

        Awaitility.await().until(() -> sink.messages().contains("waits"));
        assertThat(dropped(Drop.QUEUE_TIMEOUT)).isZero();
    }

    @Test
    void linesThatWaitKeepBoundedMemory() {
        begin(100_000, DataSize.ofKilobytes(64), Duration.ofMillis(10));
        String kilobyte = "x".repeat(1_024);
        for (int i = 0; i < 1_000; i++) {
            logger.info("{} {}", i, kilobyte);
        }
        assertThat(dropped(Drop.QUEUE_FULL)).isGreaterThan(900);
        sink.goOn.countDown();
        Awaitility.await().until(() -> sink.seen.size() + dropped(Drop.QUEUE_FULL) == 1_000);

        // All of it is free again.
        logger.info("after");
        Awaitility.await().until(() -> sink.messages().contains("after"));
    }

    @Test
    void whateverALineKeepsIsWeighed() {
        int usual = weight(logger.atInfo(), "plain {}");
        String large = "x".repeat(20_000);

        assertThat(weight(logger.atInfo().addArgument(large), "plain {}")).isGreaterThan(usual + 39_000);
        assertThat(weight(logger.atInfo(), "plain {}" + large)).isGreaterThan(usual + 39_000);
        assertThat(weight(logger.atInfo().addKeyValue("key", large), "plain {}"))
                .isGreaterThan(usual + 39_000);
        assertThat(weight(logger.atInfo().addMarker(Markers.append("key", large)), "plain {}"))
                .isGreaterThan(usual + 39_000);
        assertThat(weight(logger.atInfo().addArgument(value("key", large)), "plain {}"))
                .isGreaterThan(usual + 79_000);
        assertThat(weight(logger.atInfo().setCause(new IllegalStateException(large)), "plain {}"))
                .isGreaterThan(usual + 39_000);
        context.getMDCAdapter().put("key", large);
        assertThat(weight(logger.atInfo(), "plain {}")).isGreaterThan(usual + 39_000);
        context.getMDCAdapter().clear();
    }

    private int weight(LoggingEventBuilder event, String message) {
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        event.log(message);
        logger.detachAppender(appender);
        return new QueuedEvent(appender.list.get(0), "application", false).weight();
    }

    @Test
    void aLineHeavierThanAllRoomIsWritten() {
        begin(ROOM, DataSize.ofKilobytes(64), Duration.ofMillis(10));
        sink.goOn.countDown();
        logger.info("heavy", new IllegalStateException("x".repeat(10_000_000)));
        Awaitility.await().until(() -> sink.messages().contains("heavy"));
        assertThat(dropped(Drop.QUEUE_FULL)).isZero();
    }

    @Test
    void theEndWritesWhatWaits() {
        begin(ROOM, DataSize.ofMegabytes(16), Duration.ofMillis(100));
        logger.info("first");
        for (int i = 0; i < 20; i++) {
            logger.info("line {}", i);
        }
        sink.goOn.countDown();
        context.stop();
        assertThat(sink.seen).hasSize(21);
        assertThat(dropped(Drop.SHUTDOWN)).isZero();
    }

    @Test
    void anAppenderThatGoesOnElsewhereGetsWhatWaitedForIt() {
        begin(ROOM, DataSize.ofMegabytes(16), Duration.ofMillis(100));
        for (int i = 0; i < 20; i++) {
            logger.info("line {}", i);
        }
        sink.goOn.countDown();
        lines.stopWithout(sink);
        assertThat(sink.seen).hasSize(20);
        assertThat(sink.isStarted()).isTrue();
    }

    @Test
    void theEndDoesNotWaitForEverAndCountsWhatIsLeft() {
        begin(ROOM, DataSize.ofMegabytes(16), Duration.ofMillis(100));
        logger.info("hangs");
        Awaitility.await().until(() -> sink.inside);
        for (int i = 0; i < 10; i++) {
            logger.warn("line {}", i);
        }
        long begin = System.nanoTime();
        context.stop();
        assertThat(millisSince(begin)).isLessThan(20_000);
        assertThat(dropped(Drop.SHUTDOWN)).isEqualTo(10);
    }

    @Test
    void theEndLetsGoOfAnAppenderThatHangsInItsStop() {
        begin(ROOM, DataSize.ofMegabytes(16), Duration.ofMillis(100));
        sink.stopHangs = true;
        logger.info("hangs");
        Awaitility.await().until(() -> sink.inside);
        long begin = System.nanoTime();
        context.stop();
        assertThat(millisSince(begin)).isLessThan(20_000);
    }

    @Test
    void logCallsWhileTheEndHangsShareOneTime() {
        begin(ROOM, DataSize.ofMegabytes(16), Duration.ofMillis(100));
        logger.info("hangs");
        Awaitility.await().until(() -> sink.inside);
        long begin = System.nanoTime();
        lines.endSoon();
        for (int i = 0; i < 20; i++) {
            logger.info("late {}", i);
        }
        assertThat(millisSince(begin)).isLessThan(20_000);
        assertThat(dropped(Drop.SHUTDOWN)).isEqualTo(20);
    }

    @Test
    void theLastFifthOfTheRoomIsForWarnings() {
        begin(100, DataSize.ofMegabytes(16), Duration.ofMillis(1));
        logger.info("hangs");
        Awaitility.await().until(() -> sink.inside);
        for (int i = 0; i < 200; i++) {
            logger.info("fills");
        }
        long full = dropped(Drop.QUEUE_FULL);
        assertThat(full).isBetween(120L, 121L);
        for (int i = 0; i < 15; i++) {
            logger.warn("line {}", i);
        }
        assertThat(dropped(Drop.QUEUE_TIMEOUT)).isZero();
    }

    @Test
    void aValueOfAnySizeIsCopiedInBoundedTimeAndMemory() {
        begin(ROOM, DataSize.ofMegabytes(16), Duration.ofMillis(100));
        sink.goOn.countDown();
        Object value = "x".repeat(30_000);
        for (int depth = 0; depth < 8; depth++) {
            value = Collections.nCopies(100, value);
        }
        logger.atInfo().addKeyValue("value", value).log("large");
        Awaitility.await().until(() -> sink.messages().contains("large"));
        assertThat(((QueuedEvent) sink.seen.get(0)).weight()).isLessThan(2_000_000);
    }

    @Test
    void whatTheWritingThreadLogsItselfIsWritten() {
        begin(ROOM, DataSize.ofMegabytes(16), Duration.ofMillis(100));
        sink.goOn.countDown();
        sink.echo = true;
        for (int i = 0; i < 40; i++) {
            logger.warn("line {}", i);
        }
        // What comes of an echo is not written: it would never end.
        Awaitility.await().until(() -> sink.seen.size() == 80 && dropped(Drop.FAILED) == 40);
    }

    @Test
    void anErrorOfAnAppenderCostsItsLineOnly() {
        begin(ROOM, DataSize.ofMegabytes(16), Duration.ofMillis(100));
        sink.goOn.countDown();
        sink.error = new StackOverflowError();
        logger.info("lost");
        Awaitility.await().until(() -> dropped(Drop.FAILED) == 1);
        sink.error = null;
        logger.info("next");
        Awaitility.await().until(() -> sink.messages().contains("next"));
    }

    @Test
    void valuesSayWhatTheySaidWhenTheyWereLogged() {
        begin(ROOM, DataSize.ofMegabytes(16), Duration.ofMillis(100));
        List<Integer> items = new ArrayList<>(List.of(1));
        Map<String, Object> order = new HashMap<>(Map.of("state", "new", "items", items));
        StringBuilder text = new StringBuilder("before");
        logger.atInfo().addKeyValue("order", order).addKeyValue("text", text).log("order_stored");
        order.put("state", "paid");
        items.clear();
        text.append(" and after");
        sink.goOn.countDown();

        Awaitility.await().until(() -> sink.seen.size() == 1);
        List<KeyValuePair> pairs = sink.seen.get(0).getKeyValuePairs();
        assertThat(pairs)
                .extracting(pair -> pair.value)
                .containsExactly(Map.of("state", "new", "items", List.of(1)), "before");
    }

    @Test
    void writesAtOnceWhenItIsNotAsynchronous() {
        lines.setFlow(new LineFlow(
                false, ROOM, DataSize.ofMegabytes(1), Duration.ofMillis(1), 0, Duration.ofSeconds(1), false));
        lines.start();
        logger.addAppender(lines);
        sink.goOn.countDown();
        logger.info("now");
        assertThat(sink.messages()).containsExactly("now");
        assertThat(sink.threads).containsOnly(Thread.currentThread().getName());
    }

    private void begin(int room, DataSize memory, Duration wait) {
        lines.setFlow(new LineFlow(true, room, memory, wait, 0, Duration.ofSeconds(1), false));
        lines.start();
        logger.addAppender(lines);
    }

    /** The writer hangs in its first line, with a batch taken, and the queue is full. */
    private void fill() {
        logger.info("hangs");
        Awaitility.await().until(() -> sink.inside);
        while (dropped(Drop.QUEUE_FULL) == 0) {
            logger.info("fills");
        }
        for (int i = 0; i < ROOM / 5; i++) {
            logger.warn("fills the rest");
        }
    }

    private long dropped(Drop reason) {
        return LogCounts.shared().dropped(reason) - before.getOrDefault(reason, 0L);
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    /** Writes nothing until it may. */
    private final class Sink extends AppenderBase<ILoggingEvent> {

        private final CountDownLatch goOn = new CountDownLatch(1);
        private final List<ILoggingEvent> seen = new CopyOnWriteArrayList<>();
        private final List<String> threads = new CopyOnWriteArrayList<>();
        private volatile boolean inside;
        private volatile boolean echo;
        private volatile boolean stopHangs;
        private volatile @Nullable Error error;

        @Override
        protected void append(ILoggingEvent event) {
            inside = true;
            try {
                goOn.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            Error trouble = error;
            if (trouble != null) {
                throw trouble;
            }
            seen.add(event);
            threads.add(Thread.currentThread().getName());
            if (echo) {
                logger.info("echo of {}", event.getFormattedMessage());
            }
        }

        /** As an appender whose stop wants the lock that its writer holds. */
        @Override
        public void stop() {
            if (stopHangs && goOn.getCount() > 0) {
                Awaitility.await().forever().until(() -> goOn.getCount() == 0);
            }
            super.stop();
        }

        List<String> messages() {
            return seen.stream().map(ILoggingEvent::getFormattedMessage).toList();
        }
    }
}
