package dev.vigie.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.vigie.logging.LogCounts.Drop;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.util.unit.DataSize;

/** A queue in front of an appender that writes nothing until it may. */
abstract class WithLineQueue {

    static final int ROOM = 64;

    final LoggerContext context = RecordedLines.newContext();
    final Logger logger = context.getLogger("com.acme.Orders");
    final Sink sink = new Sink();
    final AsyncLineAppender lines = new AsyncLineAppender();
    final Map<Drop, Long> before = new EnumMap<>(Drop.class);

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

    void begin(int room, DataSize memory, Duration wait) {
        lines.setFlow(new LineFlow(true, room, memory, wait, 0, Duration.ofSeconds(1), false));
        lines.start();
        logger.addAppender(lines);
    }

    /** The writer hangs in its first line, with a batch taken, and the queue is full. */
    void fill() {
        logger.info("hangs");
        Awaitility.await().until(() -> sink.inside);
        while (dropped(Drop.QUEUE_FULL) == 0) {
            logger.info("fills");
        }
        for (int i = 0; i < ROOM / 5; i++) {
            logger.warn("fills the rest");
        }
    }

    long dropped(Drop reason) {
        return LogCounts.shared().dropped(reason) - before.getOrDefault(reason, 0L);
    }

    static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    /** Writes nothing until it may. */
    final class Sink extends AppenderBase<ILoggingEvent> {

        final CountDownLatch goOn = new CountDownLatch(1);
        final List<ILoggingEvent> seen = new CopyOnWriteArrayList<>();
        final List<String> threads = new CopyOnWriteArrayList<>();
        volatile boolean inside;
        volatile boolean echo;
        volatile boolean stopHangs;
        volatile @Nullable Error error;

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
