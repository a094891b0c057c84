package dev.vigie.errors.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.errors.ErrorOutcome;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests that fail while Sentry is not well do not wait for it, and nothing piles up. */
@Timeout(60)
class SentryFaultsRequestsTests {

    private static final Logger log = LoggerFactory.getLogger(SentryFaultsRequestsTests.class);

    private static final int CLIENTS = 4;
    private static final int REQUESTS = 200;
    private static final int QUEUE = 50;

    /** The server's for its clients, the client's own, the receiver's for connections nobody waits for any more. */
    private static final int MOST_MORE_THREADS = 40;

    /** Who waits for Sentry waits for its timeouts, which are 5 s; the rest is this machine. */
    private static final Duration MOST = Duration.ofSeconds(4);

    private final AtomicLong mostQueued = new AtomicLong();

    static Stream<Arguments> faults() {
        FaultyReceiver.Answer less = FaultyReceiver.status(429, "Retry-After", "60");
        return Stream.of(
                fault("asks for less", receiver -> receiver.answers(less), ErrorOutcome.RATE_LIMITED),
                fault("fails", receiver -> receiver.answers(FaultyReceiver.status(500)), ErrorOutcome.REJECTED),
                fault("hangs", FaultyReceiver::hangs, ErrorOutcome.QUEUE_OVERFLOW),
                fault("hangs up", receiver -> receiver.answers(FaultyReceiver.NOTHING), ErrorOutcome.NO_ANSWER),
                fault("is not there", FaultyReceiver::close, ErrorOutcome.UNREACHABLE));
    }

    private static Arguments fault(String name, Consumer<FaultyReceiver> fault, ErrorOutcome outcome) {
        return Arguments.of(name, fault, outcome);
    }

    @ParameterizedTest(name = "Sentry {0}")
    @MethodSource("faults")
    void noRequestWaitsForSentry(String name, Consumer<FaultyReceiver> fault, ErrorOutcome outcome) throws Exception {
        try (FaultyReceiver receiver = new FaultyReceiver();
                FailingApplication app = FailingApplication.start(
                        receiver.dsn(), "--vigie.errors.quota.enabled=false", "--sentry.max-queue-size=" + QUEUE)) {
            // What is compiled meanwhile is not measured.
            failures(app);
            List<Duration> healthy = failures(app);
            Awaitility.await().until(() -> app.queued() == 0);
            long outcomesBefore = app.of(outcome);
            long sentBefore = app.of(ErrorOutcome.SENT);
            long lostBefore = app.lost();
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            threads.resetPeakThreadCount();
            int threadsBefore = threads.getThreadCount();

            fault.accept(receiver);
            List<Duration> faulty = failures(app);

            long queuedAfter = app.queued();
            int moreThreads = threads.getPeakThreadCount() - threadsBefore;
            log.info(
                    "Sentry {}: {} ms for an answer, {} ms before; at most {} ms; {} queued at most, {} threads more",
                    name,
                    median(faulty).toMillis(),
                    median(healthy).toMillis(),
                    faulty.get(faulty.size() - 1).toMillis(),
                    mostQueued,
                    moreThreads);
            assertThat(sentBefore).isPositive();
            assertThat(app.of(ErrorOutcome.SENT)).as("Sentry takes nothing").isEqualTo(sentBefore);
            assertThat(faulty).last().satisfies(slowest -> assertThat(slowest).isLessThan(MOST));
            // Each client may hand over one more that is refused a moment later.
            assertThat(mostQueued).hasPositiveValue().hasValueLessThanOrEqualTo(QUEUE + CLIENTS);
            assertThat(queuedAfter).isLessThanOrEqualTo(QUEUE);
            assertThat(moreThreads).isLessThan(CLIENTS + MOST_MORE_THREADS);

            receiver.wakeUp();
            long errors = FailingApplication.COUNTED_OF_A_FAILURE * app.failed();
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> app.queued() == 0 && app.ended() >= errors);
            assertThat(app.failed()).isEqualTo(3 * REQUESTS);
            assertThat(app.ended()).isEqualTo(errors);
            assertThat(app.of(ErrorOutcome.OUTCOME)).isEqualTo(2 * app.failed());
            assertThat(app.of(ErrorOutcome.SENT) - sentBefore + app.lost() - lostBefore)
                    .isEqualTo(REQUESTS);
            assertThat(app.of(outcome)).isGreaterThan(outcomesBefore);
        }
    }

    /** From all clients at once; the fastest first. */
    private List<Duration> failures(FailingApplication app) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Callable<Duration>> requests = Collections.nCopies(REQUESTS, () -> {
                Duration took = app.askForFailure();
                mostQueued.accumulateAndGet(app.queued(), Math::max);
                return took;
            });
            List<Duration> answers = new ArrayList<>();
            for (Future<Duration> request : clients.invokeAll(requests)) {
                answers.add(request.get());
            }
            Collections.sort(answers);
            return answers;
        } finally {
            clients.shutdown();
            assertThat(clients.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static Duration median(List<Duration> sorted) {
        return sorted.get(sorted.size() / 2);
    }
}
