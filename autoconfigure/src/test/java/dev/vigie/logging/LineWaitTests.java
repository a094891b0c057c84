package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.vigie.logging.LogCounts.Drop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.unit.DataSize;

/** How long whoever logs waits for room: by the time that is asked for, not by the clock of a busy machine. */
@Timeout(60)
class LineWaitTests {

    private static final int ROOM = 64;
    private static final long BOUND = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(1);

    private final LoggerContext context = RecordedLines.newContext();
    private final Logger logger = context.getLogger("com.acme.Orders");
    private final Sink sink = new Sink();
    private final LogCounts counts = new LogCounts();
    private final AskedPause pause = new AskedPause();
    private final LineQueue queue = newQueue();

    private LineQueue newQueue() {
        AsyncLineAppender targets = new AsyncLineAppender();
        targets.addAppender(sink);
        LineFlow flow = new LineFlow(
                true, ROOM, DataSize.ofMegabytes(16), Duration.ofNanos(BOUND), 0, Duration.ofSeconds(1), false);
        return new LineQueue(new LineWriter(targets, null, counts), flow, counts, pause);
    }

    @BeforeEach
    void fill() {
        sink.setContext(context);
        sink.start();
        queue.start();
        log(ROOM);
        Awaitility.await().until(() -> sink.begun.get() == 1);
        assertThat(pause.waited()).isZero();
    }

    @AfterEach
    void stop() {
        sink.permits.release(1_000_000);
        queue.stop();
        context.stop();
    }

    @Test
    void aWriterThatHangsIsWaitedForOnce() {
        log(1);
        assertThat(pause.waited()).isEqualTo(BOUND);
        log(99);
        assertThat(pause.waited()).isEqualTo(BOUND + 99 * SHORT);
        assertThat(counts.dropped(Drop.QUEUE_TIMEOUT)).as("each is counted").isEqualTo(100);
    }

    @Test
    void whatOneThreadHasWaitedForInVainNoOtherWaitsForLong() throws Exception {
        log(1);
        List<Long> waited = new CopyOnWriteArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            Thread thread = new Thread(() -> {
                log(50);
                waited.add(pause.waited());
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(waited).hasSize(8).containsOnly(50 * SHORT);
        assertThat(counts.dropped(Drop.QUEUE_TIMEOUT)).isEqualTo(401);
    }

    @Test
    void aWriterThatGoesOnIsWaitedForAgain() {
        log(2);
        sink.permits.release(1);
        Awaitility.await().until(() -> sink.begun.get() == 2);
        log(1);
        assertThat(counts.dropped(Drop.QUEUE_TIMEOUT)).isEqualTo(2);
        long before = pause.waited();
        log(1);
        assertThat(pause.waited() - before).isEqualTo(BOUND);
    }

    @Test
    void aWaitThatEndsForNoReasonGoesOnForTheRestOnly() {
        AtomicInteger parks = new AtomicInteger();
        pause.meanwhile(nanos -> {
            parks.incrementAndGet();
            return Math.max(1, nanos / 3);
        });
        log(1);
        assertThat(pause.waited()).isEqualTo(BOUND);
        assertThat(parks.get()).isGreaterThan(10);
    }

    @Test
    void aWriterThatIsSlowIsWaitedForByEachLine() {
        pause.meanwhile(nanos -> {
            sink.permits.release(nanos == BOUND ? 1 : 0);
            // Until there is room.
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(10));
            return nanos == BOUND ? BOUND * 9 / 10 : 0;
        });
        log(50);
        assertThat(counts.dropped(Drop.QUEUE_TIMEOUT)).isZero();
        assertThat(pause.waited()).isEqualTo(50 * (BOUND * 9 / 10));
        sink.permits.release(1_000_000);
        Awaitility.await().until(() -> sink.seen.size() == ROOM + 50);
    }

    @Test
    void nobodyWaitsInVainTwiceForTheSameCrowd() throws Exception {
        LineRoom room = new LineRoom(1, DataSize.ofMegabytes(16).toBytes(), pause);
        RoomPatience patience = new RoomPatience(room, Duration.ofNanos(BOUND));
        assertThat(room.offer(line())).isTrue();
        pause.meanwhile(nanos -> {
            // There is one that waits; this one gives up, though something was written meanwhile.
            room.moved();
            patience.waitedInVain(SHORT);
            assertThat(patience.nanos()).as("it had not waited long").isEqualTo(BOUND);
            patience.waitedInVain(BOUND);
            return nanos;
        });
        assertThat(room.await(line(), BOUND, null)).isFalse();
        assertThat(room.isStalled()).isFalse();

        assertThat(patience.nanos()).isEqualTo(SHORT);
        List<Long> other = new ArrayList<>();
        Thread thread = new Thread(() -> other.add(patience.nanos()));
        thread.start();
        thread.join();
        assertThat(other).containsExactly(BOUND);

        room.moved();
        assertThat(patience.nanos()).as("one of two was written").isEqualTo(SHORT);
        room.moved();
        assertThat(patience.nanos()).isEqualTo(BOUND);
    }

    private void log(int warnings) {
        for (int i = 0; i < warnings; i++) {
            queue.add(line());
        }
    }

    private QueuedEvent line() {
        LoggingEvent event = new LoggingEvent("here", logger, Level.WARN, "order_failed", null, null);
        event.setMDCPropertyMap(Map.of());
        return new QueuedEvent(event, "application", false);
    }

    /** Writes a line for each permit. */
    private static final class Sink extends AppenderBase<ILoggingEvent> {

        private final Semaphore permits = new Semaphore(0);
        private final AtomicInteger begun = new AtomicInteger();
        private final List<ILoggingEvent> seen = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            begun.incrementAndGet();
            permits.acquireUninterruptibly();
            seen.add(event);
        }
    }
}
