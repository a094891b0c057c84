package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.logging.LogCounts.Drop;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.unit.DataSize;

/** The end writes what waits, but does not wait for ever. */
@Timeout(60)
class LastLinesTests extends WithLineQueue {

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
}
