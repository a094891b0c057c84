package dev.vigie.errors.sentry;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigie.errors.ErrorLevel;
import dev.vigie.errors.ErrorOutcome;
import dev.vigie.errors.ErrorTracker;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * Ten thousand errors a second for {@code -Dvigie.storm.seconds} (10), some of them of requests that fail: the
 * application serves, memory and threads stay where they are and not one error is unaccounted for.
 */
@Timeout(120)
class ErrorStormTests {

    private static final int PER_SECOND = 10_000;
    private static final int SENDERS = 4;
    private static final int CLIENTS = 4;
    private static final long MOST_GROWTH = 20L * 1024 * 1024;

    /** What is alive in the middle of it: the errors in work and in the queue, and what the receiver has got. */
    private static final long MOST_GROWTH_MEANWHILE = 50L * 1024 * 1024;

    /** Besides those of this test: the server's for its clients, the client's own, the receiver's. */
    private static final int MOST_MORE_THREADS = 40;

    private final AtomicLong started = new AtomicLong();
    private final AtomicLong told = new AtomicLong();

    @ParameterizedTest
    @ValueSource(strings = {"well", "hanging"})
    void theApplicationServesAndEveryErrorIsAccountedFor(String sentry) throws Exception {
        long captures = (long) PER_SECOND * Integer.getInteger("vigie.storm.seconds", 10);
        try (HeapAfterCollections collections = HeapAfterCollections.watched();
                FaultyReceiver receiver = new FaultyReceiver();
                FailingApplication app = FailingApplication.start(receiver.dsn())) {
            if (sentry.equals("hanging")) {
                receiver.hangs();
            }
            // The first of a kind has room: from here on there is an id that was told with an answer.
            app.askForFailure();
            storm(app, 2_000, collections);
            collections.collect();
            long heap = usedHeap();
            long servedBefore = app.served();
            long failedBefore = app.failed();
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            threads.resetPeakThreadCount();
            int threadsBefore = threads.getThreadCount();
            collections.forget();
            long begin = System.nanoTime();
            storm(app, captures, collections);
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
            long meanwhile = collections.least();
            int moreThreads = threads.getPeakThreadCount() - threadsBefore;
            receiver.wakeUp();
            long growth = usedHeap() - heap;

            long errors = started.get() + FailingApplication.COUNTED_OF_A_FAILURE * app.failed();
            // A request is counted when it ends, and that is after its client has the answer.
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> app.queued() == 0 && app.ended() >= errors);
            LoggerFactory.getLogger(ErrorStormTests.class)
                    .info(
                            "Sentry {}: {} captures in {} s, {} requests served and {} failed meanwhile (slowest {} ms),"
                                    + " {} ids told by captures and {} by answers, heap {} kB meanwhile and {} kB after,"
                                    + " {} threads more, {}",
                            sentry,
                            started,
                            seconds,
                            app.served() - servedBefore,
                            app.failed() - failedBefore,
                            app.slowestMillis(),
                            told,
                            app.told(),
                            meanwhile == HeapAfterCollections.NONE ? "?" : (meanwhile - heap) / 1024,
                            growth / 1024,
                            moreThreads,
                            app.bean(DeliveryState.class).read());
            assertThat(app.ended()).isEqualTo(errors);
            assertThat(app.of(ErrorOutcome.OUTCOME))
                    .as("the two lines of each request that failed")
                    .isEqualTo(2 * app.failed());
            assertThat(app.of(ErrorOutcome.DUPLICATE)).isZero();
            assertThat(app.of(ErrorOutcome.SENT) + app.of(ErrorOutcome.NO_ANSWER))
                    .isEqualTo(told.get() + app.told())
                    .isEqualTo(receiver.events());
            assertThat(app.told()).isPositive();
            assertThat(app.of(ErrorOutcome.QUOTA)).isGreaterThan(captures / 2);
            assertThat(app.served() - servedBefore).isGreaterThan(captures / PER_SECOND);
            assertThat(app.failed() - failedBefore).isGreaterThan(captures / PER_SECOND);
            assertThat(moreThreads).isLessThan(SENDERS + CLIENTS + 1 + MOST_MORE_THREADS);
            assertAliveMeanwhile(meanwhile, heap);
            // What other tests left behind in this JVM may come and go meanwhile; what a storm leaves would stay.
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> usedHeap() - heap < MOST_GROWTH);
        }
    }

    /** A JVM may refuse every collection as long as zip streams are at work; then there is nothing to look at. */
    private static void assertAliveMeanwhile(long alive, long before) {
        if (alive == HeapAfterCollections.NONE) {
            LoggerFactory.getLogger(ErrorStormTests.class)
                    .warn("NOT MEASURED: the heap in the middle of the storm; no collection was granted");
        } else {
            assertThat(alive - before).isLessThan(MOST_GROWTH_MEANWHILE);
        }
    }

    /** Captures in packets of 10 ms from all senders at once; meanwhile all clients ask for an answer and a failure. */
    private void storm(FailingApplication app, long captures, HeapAfterCollections collections) throws Exception {
        ErrorTracker tracker = app.bean(ErrorTracker.class);
        int packet = PER_SECOND / 100 / SENDERS;
        CountDownLatch packets = new CountDownLatch((int) (captures / packet));
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(SENDERS + CLIENTS + 1);
        List<ScheduledFuture<?>> work = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            work.add(threads.scheduleAtFixedRate(() -> capture(tracker, packet, packets), 0, 10, MILLISECONDS));
        }
        for (int i = 0; i < CLIENTS; i++) {
            work.add(threads.scheduleWithFixedDelay(() -> askBoth(app), i, 20, MILLISECONDS));
        }
        work.add(threads.scheduleWithFixedDelay(collections::collect, 1_000, 2_000, MILLISECONDS));
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(100))
                    .until(() -> packets.getCount() == 0 || work.stream().anyMatch(Future::isDone));
        } finally {
            threads.shutdown();
        }
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        for (Future<?> one : work) {
            assertThatThrownBy(one::get)
                    .as("none ended before it was told to")
                    .isInstanceOf(CancellationException.class);
        }
    }

    private static void askBoth(FailingApplication app) {
        app.ask();
        app.askForFailure();
    }

    private void capture(ErrorTracker tracker, int packet, CountDownLatch packets) {
        for (int i = 0; i < packet && packets.getCount() > 0; i++) {
            long number = started.getAndIncrement();
            String id =
                    switch ((int) (number % 4)) {
                        case 0 -> tracker.captureException(new IllegalStateException("few kinds " + number));
                        case 1 -> tracker.captureException(ofKind(number));
                        case 2 ->
                            tracker.captureException(
                                    new IllegalStateException("with a cause", new IllegalArgumentException()),
                                    Map.of("number", number));
                        default -> tracker.captureMessage("message " + number, ErrorLevel.ERROR);
                    };
            told.addAndGet(id == null ? 0 : 1);
        }
        packets.countDown();
    }

    private static Throwable ofKind(long kind) {
        Throwable error = new IllegalStateException("many kinds");
        error.setStackTrace(LongStream.range(0, 20)
                .mapToObj(frame -> new StackTraceElement("com.example.Kind" + kind, "work", "Kind.java", (int) frame))
                .toArray(StackTraceElement[]::new));
        return error;
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
