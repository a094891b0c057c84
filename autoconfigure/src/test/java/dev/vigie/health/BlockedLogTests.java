package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A console that nobody reads blocks who writes to it; who reads health must not wait for that. */
class BlockedLogTests extends CheckFixture {

    @Test
    void readersGoOnWhileALineOfTheCheckCannotBeWritten() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(BoundedHealth.class);
        BlockingAppender blocking = new BlockingAppender();
        blocking.start();
        logger.addAppender(blocking);
        try {
            BoundedCheck<Object, HealthResult> check = hanging();
            passes(Duration.ofMinutes(5));
            check.mind();
            partner.letGo();
            Awaitility.await().until(() -> !check.isRunning());
            passes(Duration.ofMinutes(5));
            check.startIfDue(threads);
            assertThat(blocking.reached.await(1, TimeUnit.MINUTES)).isTrue();

            passes(Duration.ofMinutes(5));
            CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> check.startIfDue(threads));

            assertThat(reader).succeedsWithin(Duration.ofSeconds(30));
        } finally {
            blocking.goOn.countDown();
            logger.detachAppender(blocking);
        }
    }

    private static final class BlockingAppender extends AppenderBase<ILoggingEvent> {

        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getMessage().contains("in time again")) {
                reached.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
