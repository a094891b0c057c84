package dev.vigie.errors.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.OpenSecurity;
import dev.vigie.errors.ErrorCounts;
import dev.vigie.errors.ErrorLevel;
import dev.vigie.errors.ErrorOutcome;
import dev.vigie.errors.ErrorTracker;
import io.sentry.Sentry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Ten thousand errors a second for {@code -Dvigie.storm.seconds} (2): the application serves, memory stays where it is
 * and not one is unaccounted for.
 */
@Timeout(120)
class ErrorStormTests {

    private static final int PER_SECOND = 10_000;
    private static final int THREADS = 4;
    private static final long MOST_GROWTH = 20L * 1024 * 1024;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final AtomicLong started = new AtomicLong();
    private final AtomicLong told = new AtomicLong();

    @ParameterizedTest
    @ValueSource(strings = {"well", "hanging"})
    void theApplicationServesAndEveryErrorIsAccountedFor(String sentry) throws Exception {
        long captures = (long) PER_SECOND * Integer.getInteger("vigie.storm.seconds", 2);
        try (FaultyReceiver receiver = new FaultyReceiver();
                ConfigurableApplicationContext context = start(receiver)) {
            if (sentry.equals("hanging")) {
                receiver.hangs();
            }
            storm(context.getBean(ErrorTracker.class), 2_000, () -> get(context));
            long before = usedHeap();
            AtomicLong served = new AtomicLong();
            long begin = System.nanoTime();
            long slowest = storm(context.getBean(ErrorTracker.class), captures, () -> {
                assertThat(get(context)).isEqualTo("here");
                served.incrementAndGet();
            });
            receiver.wakeUp();
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
            long growth = usedHeap() - before;

            ErrorCounts counts = context.getBean(ErrorCounts.class);
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> counts.queued() == 0);
            LoggerFactory.getLogger(ErrorStormTests.class)
                    .info(
                            "Sentry {}: {} captures in {} s, {} ids told, {} requests served (slowest {} ms), heap {} kB, {}",
                            sentry,
                            started,
                            seconds,
                            told,
                            served,
                            slowest,
                            growth / 1024,
                            context.getBean(DeliveryState.class).read());
            assertThat(counts.of(outcome -> true)).isEqualTo(started.get());
            assertThat(counts.of(ErrorOutcome.SENT) + counts.of(ErrorOutcome.NO_ANSWER))
                    .isEqualTo(told.get())
                    .isEqualTo(receiver.events());
            assertThat(counts.of(ErrorOutcome.QUOTA)).isGreaterThan(captures / 2);
            assertThat(served).hasPositiveValue();
            // What other tests left behind in this JVM may come and go meanwhile; what a storm leaves would stay.
            Awaitility.await().until(() -> usedHeap() - before < MOST_GROWTH);
        }
    }

    /** Captures in packets of 10 ms from all threads at once; meanwhile does something over and over. */
    private long storm(ErrorTracker tracker, long captures, Runnable meanwhile) throws InterruptedException {
        int packet = PER_SECOND / 100 / THREADS;
        CountDownLatch packets = new CountDownLatch((int) (captures / packet));
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
        List<Future<?>> senders = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            senders.add(
                    threads.scheduleAtFixedRate(() -> capture(tracker, packet, packets), 0, 10, TimeUnit.MILLISECONDS));
        }
        long slowest = 0;
        while (packets.getCount() > 0) {
            long begin = System.nanoTime();
            meanwhile.run();
            slowest = Math.max(slowest, System.nanoTime() - begin);
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(senders).as("none ended with an exception").allMatch(Future::isCancelled);
        return TimeUnit.NANOSECONDS.toMillis(slowest);
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

    private static String get(ConfigurableApplicationContext context) {
        String port = Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"));
        try {
            return CLIENT.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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

    private static ConfigurableApplicationContext start(FaultyReceiver receiver) {
        SpringApplication application = new SpringApplication(App.class, OpenSecurity.class);
        application.setDefaultProperties(Map.of(
                "server.port", "0",
                "sentry.traces-sample-rate", "0",
                "sentry.enable-shutdown-hook", "false"));
        return application.run(receiver.dsn());
    }

    @AfterEach
    void closeSentry() {
        Sentry.close();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @RestController
    static class App {

        @GetMapping("/")
        String get() {
            return "here";
        }
    }
}
