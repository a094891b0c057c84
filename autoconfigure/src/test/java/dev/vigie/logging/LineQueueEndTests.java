package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import dev.vigie.logging.LogCounts.Drop;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** Every line is written or counted, also when it comes at the end, with an interrupt, or from within another one. */
@Timeout(20)
class LineQueueEndTests {

    private final LoggerContext context = RecordedLines.newContext();
    private final Logger logger = context.getLogger("com.acme.Orders");
    private final Sink sink = new Sink();
    private final AsyncLineAppender lines = new AsyncLineAppender();
    private final long before = notWritten();

    @AfterEach
    void stop() {
        sink.goOn.countDown();
        context.stop();
    }

    @RepeatedTest(10)
    void whatComesWhileItStopsIsWrittenOrCounted() throws Exception {
        sink.goOn.countDown();
        begin(true);
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong calls = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 40; t++) {
            threads.add(new Thread(() -> {
                long mine = 0;
                while (!over.get()) {
                    // As logback does it, which has found the appender before it is taken off.
                    lines.doAppend(event(mine % 2 == 0 ? Level.ERROR : Level.WARN));
                    mine++;
                }
                calls.addAndGet(mine);
            }));
        }
        threads.forEach(Thread::start);
        Awaitility.await().until(() -> sink.written.get() > 1_000);
        lines.stop();
        over.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(sink.written.get() + notWritten() - before).isEqualTo(calls.get());
    }

    @Test
    void whatComesAfterTheLastLineIsCounted() {
        sink.goOn.countDown();
        LineQueue queue =
                new LineQueue(new LineWriter(lines, null, LogCounts.shared()), flow(true), LogCounts.shared());
        lines.addAppender(sink);
        queue.start();
        assertThat(queue.stop()).isTrue();
        lines.detachAndStopAllAppenders();
        queue.add(new QueuedEvent(event(Level.ERROR), "application", false));

        assertThat(notWritten() - before).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAnArgumentLogsWhileItsLineIsTakenIsWritten(boolean queued) {
        sink.goOn.countDown();
        begin(queued);
        Object talks = new Object() {
            @Override
            public String toString() {
                logger.error("from within");
                return "talks";
            }
        };
        logger.error("with {}", talks);
        logger.atError().addKeyValue("order", talks).log("order_failed");

        Awaitility.await().until(() -> sink.seen().size() == 4);
        assertThat(sink.seen()).containsExactlyInAnyOrder("with talks", "order_failed", "from within", "from within");
        assertThat(notWritten() - before).isZero();
    }

    @Test
    void anArgumentThatLogsItselfEndsAndIsCounted() {
        sink.goOn.countDown();
        begin(true);
        AtomicLong calls = new AtomicLong();
        Object endless = new Object() {
            @Override
            public String toString() {
                calls.incrementAndGet();
                logger.error("again {}", this);
                return "endless";
            }
        };
        logger.error("first {}", endless);

        Awaitility.await().until(() -> sink.seen().contains("first endless"));
        assertThat(calls).hasValueLessThan(10);
        assertThat(sink.written.get() + notWritten() - before).isEqualTo(calls.get() + 1);
    }

    @Test
    void aFilterThatThrowsCostsItsLineOnly() {
        sink.goOn.countDown();
        lines.addFilter(new Filter<>() {
            @Override
            public FilterReply decide(ILoggingEvent event) {
                if (event.getFormattedMessage().equals("lost")) {
                    throw new IllegalStateException("filter");
                }
                return FilterReply.NEUTRAL;
            }
        });
        begin(true);
        logger.error("lost");
        logger.error("next");

        Awaitility.await().until(() -> sink.seen().contains("next"));
        assertThat(notWritten() - before).isEqualTo(1);
    }

    @Test
    void anInterruptDoesNotKeepTheWriterBusy() {
        sink.goOn.countDown();
        begin(true);
        logger.info("first");
        Awaitility.await().until(() -> sink.writer != null);
        Thread writer = Objects.requireNonNull(sink.writer);
        writer.interrupt();
        Awaitility.await().until(() -> !writer.isInterrupted());

        long cpu = cpu(writer);
        logger.info("next");
        Awaitility.await().pollDelay(Duration.ofMillis(600)).until(() -> sink.seen()
                .contains("next"));
        assertThat(Duration.ofNanos(cpu(writer) - cpu)).isLessThan(Duration.ofMillis(300));
    }

    @Test
    void aThreadThatIsInterruptedWhileItWaitsForItsTurnGoesOnWaiting() throws Exception {
        begin(true);
        logger.info("takes its time");
        Awaitility.await().until(() -> sink.writer != null);
        Thread end = new Thread(lines::endSoon);
        end.start();
        Awaitility.await().until(() -> end.getState() == Thread.State.TIMED_WAITING);
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        Thread bean = new Thread(() -> {
            logger.error("bean_closed");
            stillInterrupted.set(Thread.currentThread().isInterrupted());
        });
        bean.start();
        Awaitility.await().until(() -> bean.getState() == Thread.State.TIMED_WAITING);
        bean.interrupt();
        end.interrupt();
        Awaitility.await().during(Duration.ofMillis(100)).until(() -> bean.isAlive() && end.isAlive());
        sink.goOn.countDown();
        bean.join();
        end.join();

        assertThat(sink.seen()).contains("bean_closed");
        assertThat(stillInterrupted).isTrue();
        assertThat(notWritten() - before).isZero();
    }

    private void begin(boolean queued) {
        sink.setContext(context);
        sink.start();
        lines.setContext(context);
        lines.addAppender(sink);
        lines.setFlow(flow(queued));
        lines.start();
        logger.addAppender(lines);
    }

    private static LineFlow flow(boolean queued) {
        return new LineFlow(
                queued, 64, DataSize.ofMegabytes(16), Duration.ofMillis(100), 0, Duration.ofSeconds(1), false);
    }

    private LoggingEvent event(Level level) {
        LoggingEvent event = new LoggingEvent("here", logger, level, "said", null, null);
        event.setMDCPropertyMap(Map.of());
        return event;
    }

    private static long notWritten() {
        long sum = 0;
        for (Drop reason : Drop.values()) {
            sum += LogCounts.shared().dropped(reason);
        }
        return sum;
    }

    private static long cpu(Thread thread) {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
    }

    /** Writes nothing until it may. */
    private static final class Sink extends AppenderBase<ILoggingEvent> {

        private final CountDownLatch goOn = new CountDownLatch(1);
        private final AtomicLong written = new AtomicLong();
        private final List<String> first = new ArrayList<>();
        private volatile @Nullable Thread writer;

        @Override
        protected void append(ILoggingEvent event) {
            writer = Thread.currentThread();
            try {
                goOn.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            synchronized (first) {
                if (first.size() < 100) {
                    first.add(event.getFormattedMessage());
                }
            }
            written.incrementAndGet();
        }

        /** The first hundred. */
        List<String> seen() {
            synchronized (first) {
                return List.copyOf(first);
            }
        }
    }
}
