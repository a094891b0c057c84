package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.vigie.logging.LogCounts.Drop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.event.KeyValuePair;
import org.springframework.util.unit.DataSize;

/** Whoever logs does not wait for whoever writes, and nothing goes missing that is not counted. */
@Timeout(60)
class LineQueueTests extends WithLineQueue {

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
}
