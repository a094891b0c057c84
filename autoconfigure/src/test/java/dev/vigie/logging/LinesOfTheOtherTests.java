package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.vigie.logging.LogCounts.Drop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** An application runs and logs, while others start and end in its JVM. */
@ExtendWith({OutputCaptureExtension.class, FreshLogging.class})
@SuppressWarnings("try") // applications that only have to run and be closed
class LinesOfTheOtherTests {

    /** One of each thread, whenever an application starts or ends, at the moment in which an appender is thrown out. */
    private static final int ON_THEIR_WAY = 12;

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger logger = LoggerFactory.getLogger("com.acme.Orders");

    @TempDir
    private Path directory;

    @Test
    void areWrittenOrCounted() throws Exception {
        long before = dropped();
        long late = LogCounts.shared().dropped(Drop.SHUTDOWN);
        int logged;
        try (var first = start("one.log")) {
            logged = whileLogging(() -> {
                for (int i = 0; i < 3; i++) {
                    start("two.log").close();
                }
            });
        }
        List<String> written = written();
        assertThat(written).doesNotHaveDuplicates();
        assertThat(written.size() + dropped() - before)
                .isBetween((long) logged - ON_THEIR_WAY, (long) logged + ON_THEIR_WAY);
        assertThat(LogCounts.shared().dropped(Drop.SHUTDOWN) - late).isLessThanOrEqualTo(ON_THEIR_WAY);
        assertThat(written.size()).as("written").isGreaterThan(logged / 2);
    }

    @Test
    void reachAnAppenderThatWasAddedToIt() throws Exception {
        ListAppender<ILoggingEvent> added = new ListAppender<>();
        added.setContext(context);
        added.start();
        long before = LogCounts.shared().dropped(Drop.SETUP);
        int logged;
        try (var first = start("one.log")) {
            context.getLogger("com.acme").addAppender(added);
            logged = whileLogging(() -> {
                for (int i = 0; i < 3; i++) {
                    start("two.log").close();
                }
            });
            assertThat(context.getLogger("com.acme").isAttached(added)).isTrue();
        }
        assertThat(added.list.size() + LogCounts.shared().dropped(Drop.SETUP) - before)
                .isBetween((long) logged - ON_THEIR_WAY, (long) logged + ON_THEIR_WAY);
        assertThat(added.list.size()).as("written").isGreaterThan(logged / 2);
    }

    @Test
    void goToTheirOwnFileWhenTheThirdHasNone() throws Exception {
        try (var first = start("one.log")) {
            start("two.log").close();
            try (var third = start("")) {
                logger.warn("line together");
            }
            logger.warn("line alone");
        }
        assertThat(LoggedFiles.messages(directory.resolve("one.log"))).contains("line together", "line alone");
    }

    private List<String> written() throws IOException {
        return LoggedFiles.messages(LoggedFiles.linesIn(directory)).stream()
                .filter(message -> message.startsWith("line "))
                .toList();
    }

    /** Returns how many lines two threads have logged. */
    private int whileLogging(Runnable action) throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger number = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 2; t++) {
            Thread thread = new Thread(() -> {
                while (!over.get()) {
                    logger.warn("line {}", number.incrementAndGet());
                    LockSupport.parkNanos(500_000);
                }
            });
            thread.start();
            threads.add(thread);
        }
        try {
            action.run();
        } finally {
            over.set(true);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return number.get();
    }

    private static long dropped() {
        long sum = 0;
        for (Drop reason : Drop.values()) {
            sum += LogCounts.shared().dropped(reason);
        }
        return sum;
    }

    private ConfigurableApplicationContext start(String file) {
        return LoggingApplication.builder("vigie.logging.async.enabled=true", "vigie.logging.rate-limit.enabled=false")
                .properties("vigie.logging.async.queue-size=100000", "vigie.logging.async.queue-memory=256MB")
                .properties("vigie.logging.async.max-wait=10s", "logging.logback.rollingpolicy.max-file-size=1GB")
                .properties("logging.file.name=" + (file.isEmpty() ? "" : directory.resolve(file)))
                .properties("vigie.logging.files.errors=false")
                .run();
    }
}
