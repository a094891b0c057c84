package dev.vigie.logging;

import static net.logstash.logback.argument.StructuredArguments.value;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.vigie.logging.LogCounts.Drop;
import java.time.Duration;
import java.util.Collections;
import net.logstash.logback.marker.Markers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.util.unit.DataSize;

/** What finds room, what waits for it, and how much memory it all keeps. */
@Timeout(60)
class FullLineQueueTests extends WithLineQueue {

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
}
