package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.vigie.logging.LogCounts.Drop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.unit.DataSize;

/** Many threads that log more than is written at once: an appender that works is waited for, each in its turn. */
@Timeout(60)
class CrowdedLineQueueTests {

    private final LoggerContext context = RecordedLines.newContext();
    private final Logger logger = context.getLogger("com.acme.Orders");
    private final SlowSink sink = new SlowSink();
    private final AsyncLineAppender lines = new AsyncLineAppender();
    private final Map<Drop, Long> before = new EnumMap<>(Drop.class);
    private final AtomicLong longest = new AtomicLong();

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
        sink.hangs = false;
        context.stop();
    }

    @Test
    void twoHundredThreadsLoseNoErrorOnAnAppenderThatWorks() throws Exception {
        sink.nanos = 10_000;
        begin(8_192, DataSize.ofMegabytes(16), Duration.ofMillis(100));
        runInThreads(200, () -> {
            for (int i = 0; i < 500; i++) {
                timed(() -> logger.error("order_failed"));
            }
        });
        long lost = dropped(Drop.QUEUE_TIMEOUT);
        Awaitility.await().until(() -> sink.written.get() + lost == 100_000);

        // None on a machine that does nothing else; the bounds are for one whose processors others take.
        assertThat(lost).isLessThan(10_000);
        assertThat(Duration.ofNanos(longest.get())).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void theLastFifthOfTheMemoryIsForWarnings() {
        sink.hangs = true;
        begin(100_000, DataSize.ofKilobytes(64), Duration.ofMillis(1));
        String kilobyte = "x".repeat(1_024);
        for (int i = 0; i < 500; i++) {
            logger.info("{} {}", i, kilobyte);
        }
        for (int i = 0; i < 500; i++) {
            logger.info("fills the rest");
        }
        assertThat(dropped(Drop.QUEUE_FULL)).isGreaterThan(400);
        for (int i = 0; i < 5; i++) {
            logger.warn("line {}", i);
        }
        assertThat(dropped(Drop.QUEUE_TIMEOUT)).isZero();
    }

    @Test
    void aLineThatIsDroppedIsNotMade() {
        sink.hangs = true;
        begin(64, DataSize.ofMegabytes(16), Duration.ofMillis(1));
        while (dropped(Drop.QUEUE_FULL) == 0) {
            logger.info("fills");
        }
        AtomicInteger asked = new AtomicInteger();
        Object argument = new Object() {
            @Override
            public String toString() {
                return "asked " + asked.incrementAndGet();
            }
        };
        long before = dropped(Drop.QUEUE_FULL);
        for (int i = 0; i < 100; i++) {
            logger.info("with {}", argument);
        }
        assertThat(dropped(Drop.QUEUE_FULL)).isEqualTo(before + 100);
        assertThat(asked).hasValue(0);
        sink.hangs = false;
    }

    @Test
    void anEndThatTakesLongLosesNothingOnAnAppenderThatWorks() throws Exception {
        sink.nanos = 10_000;
        begin(8_192, DataSize.ofMegabytes(16), Duration.ofMillis(100));
        lines.endSoon();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(6_500);
        runInThreads(4, () -> {
            while (System.nanoTime() - end < 0) {
                logger.warn("bean_closed");
            }
        });
        assertThat(dropped(Drop.SHUTDOWN)).isZero();
        assertThat(sink.written.get()).isGreaterThan(1_000);
    }

    @Test
    void warningsThatWaitWhenTheEndBeginsAreWritten() throws Exception {
        sink.hangs = true;
        begin(64, DataSize.ofMegabytes(16), Duration.ofSeconds(40));
        while (dropped(Drop.QUEUE_FULL) == 0) {
            logger.info("fills");
        }
        List<Thread> threads = inThreads(40, () -> logger.warn("waits"));
        awaitTrue(() -> threads.stream().anyMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
        Thread end = new Thread(lines::endSoon);
        end.start();
        awaitTrue(() -> end.getState() == Thread.State.TIMED_WAITING);
        sink.hangs = false;
        for (Thread thread : threads) {
            thread.join();
        }
        end.join();
        assertThat(sink.warnings.get()).isEqualTo(40);
        assertThat(dropped(Drop.SHUTDOWN)).isZero();
    }

    private static void awaitTrue(BooleanSupplier condition) {
        Awaitility.await().until(condition::getAsBoolean);
    }

    private void begin(int room, DataSize memory, Duration wait) {
        lines.setFlow(new LineFlow(true, room, memory, wait, 0, Duration.ofSeconds(1), false));
        lines.start();
        logger.addAppender(lines);
    }

    private static List<Thread> inThreads(int many, Runnable work) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            Thread thread = new Thread(work, "request-" + i);
            threads.add(thread);
            thread.start();
        }
        return threads;
    }

    private static void runInThreads(int many, Runnable work) throws InterruptedException {
        for (Thread thread : inThreads(many, work)) {
            thread.join();
        }
    }

    private void timed(Runnable call) {
        long begin = System.nanoTime();
        call.run();
        longest.accumulateAndGet(System.nanoTime() - begin, Math::max);
    }

    private long dropped(Drop reason) {
        return LogCounts.shared().dropped(reason) - before.getOrDefault(reason, 0L);
    }

    /** Takes its time for each line. */
    private static final class SlowSink extends AppenderBase<ILoggingEvent> {

        private final AtomicLong written = new AtomicLong();
        private final AtomicLong warnings = new AtomicLong();
        private volatile long nanos;
        private volatile boolean hangs;

        @Override
        protected void append(ILoggingEvent event) {
            long end = System.nanoTime() + nanos;
            while (hangs || System.nanoTime() - end < 0) {
                if (hangs || nanos > 1_000_000) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
            written.incrementAndGet();
            if (event.getLevel() == Level.WARN) {
                warnings.incrementAndGet();
            }
        }
    }
}
