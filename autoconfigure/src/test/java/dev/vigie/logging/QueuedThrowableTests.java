package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.lang.ref.WeakReference;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An exception of any size takes bounded memory while its line waits, and says the same. */
class QueuedThrowableTests {

    private static final int HUGE = 10_000_000;

    private final LoggerContext context = RecordedLines.newContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void hugeMessagesAreNotKept() {
        Exception failure = new IllegalStateException("a".repeat(HUGE), new RuntimeException("b".repeat(HUGE)));
        failure.addSuppressed(new RuntimeException("c".repeat(HUGE)));
        QueuedEvent line = queued(failure);

        assertThat(line.weight()).isLessThan(400_000);
        assertThat(textOf(line)).hasSizeLessThan(200_000).contains("aaaa", "Caused by", "bbbb", "Suppressed", "cccc");
    }

    @Test
    void whatAnExceptionHoldsIsNotKept() {
        Holding failure = new Holding();
        WeakReference<Object> held = new WeakReference<>(failure.value);
        QueuedEvent line = queued(new IllegalStateException(failure));
        failure = null;

        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            System.gc();
            assertThat(held.get()).isNull();
        });
        assertThat(textOf(line)).contains("Holding: no");
    }

    @Test
    void suppressedOnesAndCausesOfThemWeigh() {
        Exception small = new IllegalStateException("no");
        Exception large = new IllegalStateException("no");
        for (int i = 0; i < 10; i++) {
            large.addSuppressed(new RuntimeException("s".repeat(1_000), new RuntimeException("t".repeat(1_000))));
        }
        assertThat(queued(large).weight() - queued(small).weight()).isGreaterThan(10 * 4_000);
    }

    @Test
    void anyNumberOfExceptionsIsBounded() {
        Exception failure = new IllegalStateException("root");
        for (int i = 0; i < 100; i++) {
            failure = new IllegalStateException("m".repeat(10_000), failure);
            for (int s = 0; s < 100; s++) {
                failure.addSuppressed(new RuntimeException("m".repeat(10_000)));
            }
        }
        QueuedEvent line = queued(failure);

        assertThat(line.weight()).isLessThan(10_000_000);
        assertThat(textOf(line)).contains("[more exceptions left out]");
    }

    @Test
    void aUsualExceptionSaysTheSame() {
        Exception failure = new IllegalStateException("no", new RuntimeException("cause"));
        failure.addSuppressed(new ArithmeticException("suppressed"));
        LoggingEvent event = event(failure);

        assertThat(textOf(queued(failure))).isEqualTo(ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }

    private LoggingEvent event(Throwable failure) {
        return new LoggingEvent("here", context.getLogger("com.acme.Any"), Level.ERROR, "failed", failure, null);
    }

    private QueuedEvent queued(Throwable failure) {
        return new QueuedEvent(event(failure), "application", false);
    }

    private static String textOf(QueuedEvent line) {
        return ThrowableProxyUtil.asString(line.getThrowableProxy());
    }

    /** Holds more than it says. */
    private static final class Holding extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Object value = new byte[1_000_000];

        Holding() {
            super("no");
        }
    }
}
