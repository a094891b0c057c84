package dev.vigie.sample.crm.watched;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.health.HealthReader;
import dev.vigie.sample.crm.CrmClient;
import dev.vigie.sample.crm.servers.CrmServers;
import dev.vigie.sample.crm.watched.AnswerTimes.Answered;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Fifty readers while PostgreSQL and Redis are frozen, for as many seconds as {@code crm.load.seconds} says, and then
 * five hundred at once. The figures go to {@code target/health-load.md}. Without that property the bound of times is a
 * generous one, because the machine may be busy with other things; with it, times of the fifty are compared to those of
 * an answer that asks no component.
 */
class HealthUnderLoadTests {

    private static final int READERS = 50;

    /** More than Tomcat has threads (200): the others wait for one, whatever they ask, and their times hold that. */
    private static final int CROWD = 500;

    /**
     * What each of them waits between two answers: who asks as fast as it can measures the processors, and no health.
     */
    private static final long PAUSE_MILLIS = 250;

    private static final boolean MEASURED = System.getProperty("crm.load.seconds") != null;

    /** Long enough for what was kept to become too old. */
    private static final long SECONDS =
            Long.getLong("crm.load.seconds", Long.getLong("crm.load.unmeasured-seconds", 20));

    /** Too short for the defaults of interval and timeout. */
    private static final boolean BRIEF = SECONDS < 20;

    /** The default of 15 s where there is time for it, else as short as interval and timeout allow. */
    private static final long MAX_STALE_SECONDS = BRIEF ? 4 : SECONDS < 30 ? 7 : 15;

    /** What a busy machine may take longer to see that a component is too old. */
    private static final long SLACK_SECONDS = 8;

    /** Asks no component: as slow as the machine is. */
    private static final String BASELINE = "/health/monitoring";

    /** The goals, in milliseconds. */
    private static final double P99_GOAL = 100;

    private static final double MAX_GOAL = 750;

    private static final List<String> PATHS = List.of(
            "/actuator/health",
            "/actuator/health/db",
            "/actuator/health/redis",
            "/actuator/health/liveness",
            "/actuator/health/readiness",
            "/health",
            BASELINE);

    /** What shows the two servers; anything else is not touched by them. */
    private static final Set<String> OF_SERVERS =
            Set.of("/actuator/health", "/actuator/health/db", "/actuator/health/redis", "/health");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AnswerTimes answers = new AnswerTimes();
    private final AnswerTimes crowd = new AnswerTimes();
    private final List<Integer> threads = new ArrayList<>();
    private int components;
    private long frozen;

    @Test
    void everyAnswerComesSoonThoughBothServersHang() throws Exception {
        try (CrmServers servers = CrmServers.start();
                WatchedCrm watched = new WatchedCrm(
                        servers,
                        "management.endpoint.health.probes.enabled=true",
                        "vigie.health.bounded.interval=" + (BRIEF ? "1s" : "5s"),
                        "vigie.health.bounded.timeout=" + (BRIEF ? "500ms" : "2s"),
                        "vigie.health.bounded.max-stale=" + MAX_STALE_SECONDS + "s",
                        // The default in production.
                        "sentry.traces-sample-rate=0.1")) {
            CrmClient client = watched.crm().client();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> client.get("/health").status() == 200);
            read(watched.crm().port(), Duration.ofSeconds(Math.max(2, SECONDS / 8)));
            answers.clear();
            threads.clear();
            components = watched.crm().bean(HealthReader.class).size();

            CrmServers.freeze(servers.postgres());
            CrmServers.freeze(servers.redis());
            frozen = System.nanoTime();
            try {
                read(watched.crm().port(), Duration.ofSeconds(SECONDS));
                readAtOnce(watched.crm().port());
            } finally {
                CrmServers.thaw(servers.postgres());
                CrmServers.thaw(servers.redis());
            }
        }
        report();
        // As docs/health.md says. One for each that is just asked, one that starts them, and some about to end.
        assertThat(threads)
                .as("threads of health with %s components", components)
                .anyMatch(number -> number > 0)
                .allMatch(number -> number <= 2 * components + 1);
        PATHS.forEach(this::assertStatuses);
        PATHS.forEach(this::assertTimes);
        PATHS.forEach(this::assertCrowdIsAnswered);
    }

    private void assertStatuses(String path) {
        Collection<Answered> all = answers.at(path);
        assertThat(all).as(path).isNotEmpty();
        if (!OF_SERVERS.contains(path)) {
            assertThat(all).as(path).allMatch(answer -> answer.status() == 200);
            return;
        }
        Answered first =
                all.stream().min(Comparator.comparingLong(Answered::start)).orElseThrow();
        if (path.equals("/actuator/health/db")) {
            // The client of Redis gives up by itself, perhaps before the first reader is there.
            assertThat(first.status()).as("what was kept, at %s", path).isEqualTo(200);
        }
        long tooOld = all.stream()
                .filter(answer -> answer.status() == 503)
                .mapToLong(Answered::end)
                .min()
                .orElse(Long.MAX_VALUE);
        assertThat(TimeUnit.NANOSECONDS.toSeconds(tooOld - frozen))
                .as("seconds until %s is 503", path)
                .isLessThan(MAX_STALE_SECONDS + SLACK_SECONDS);
        assertThat(all.stream().filter(answer -> answer.start() > tooOld))
                .as("%s from then on", path)
                .isNotEmpty()
                .allMatch(answer -> answer.status() == 503);
    }

    private void assertTimes(String path) {
        assertThat(answers.millis(path, 1)).as("slowest at %s", path).isLessThan(5000);
        if (MEASURED) {
            assertThat(answers.millis(path, 0.99))
                    .as("99 of 100 at %s", path)
                    .isLessThanOrEqualTo(answers.millis(BASELINE, 0.99) + P99_GOAL);
            assertThat(answers.millis(path, 1))
                    .as("slowest at %s", path)
                    .isLessThanOrEqualTo(Math.max(MAX_GOAL, answers.millis(BASELINE, 1) + P99_GOAL));
        }
    }

    /** By now all is too old. */
    private void assertCrowdIsAnswered(String path) {
        assertThat(crowd.at(path))
                .as("%s readers at once of %s", CROWD, path)
                .hasSize(CROWD)
                .extracting(Answered::status)
                .containsOnly(OF_SERVERS.contains(path) ? 503 : 200);
        assertThat(crowd.millis(path, 1)).as("slowest at %s", path).isLessThan(10_000);
    }

    /** Not by their stacks, for which the JVM would have to stop all of them. */
    private static int checkThreads() {
        Thread[] all = new Thread[10_000];
        int number = Thread.enumerate(all);
        return (int) Arrays.stream(all, 0, number)
                .filter(thread -> thread.getName().startsWith("vigie-health"))
                .count();
    }

    private void read(int port, Duration time) throws Exception {
        ScheduledExecutorService readers = Executors.newScheduledThreadPool(READERS);
        List<ScheduledFuture<?>> reading = new ArrayList<>();
        try {
            for (int i = 0; i < READERS; i++) {
                AtomicInteger turn = new AtomicInteger(i);
                reading.add(readers.scheduleWithFixedDelay(
                        () -> read(port, PATHS.get(turn.getAndIncrement() % PATHS.size())),
                        i * PAUSE_MILLIS / READERS,
                        PAUSE_MILLIS,
                        TimeUnit.MILLISECONDS));
            }
            long end = System.nanoTime() + time.toNanos();
            Awaitility.await()
                    .atMost(time.plusMinutes(1))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        threads.add(checkThreads());
                        // One that failed reads no more.
                        for (Future<?> reader : reading) {
                            if (reader.isDone()) {
                                reader.get();
                            }
                        }
                        return System.nanoTime() > end;
                    });
        } finally {
            readers.shutdown();
            assertThat(readers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    private void read(int port, String path) {
        int status = answered(port, path, answers).join().status();
        assertThat(status).isIn(200, 503);
    }

    /** Each reader asks all of them, one after the other. */
    private void readAtOnce(int port) {
        List<CompletableFuture<?>> readers = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            CompletableFuture<?> reader = CompletableFuture.completedFuture(null);
            for (int turn = 0; turn < PATHS.size(); turn++) {
                String path = PATHS.get((i + turn) % PATHS.size());
                reader = reader.thenCompose(last -> answered(port, path, crowd));
            }
            readers.add(reader);
        }
        threads.add(checkThreads());
        CompletableFuture.allOf(readers.toArray(CompletableFuture[]::new)).join();
        threads.add(checkThreads());
    }

    private CompletableFuture<Answered> answered(int port, String path, AnswerTimes times) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .build();
        long start = System.nanoTime();
        return http.sendAsync(request, BodyHandlers.discarding()).thenApply(response -> {
            Answered answered = new Answered(start, System.nanoTime(), response.statusCode());
            times.add(path, answered);
            return answered;
        });
    }

    private void report() throws IOException {
        String report = "%s%n%d readers at once, more than Tomcat has threads:%n%n%s%nThreads of health: %s%n"
                .formatted(
                        answers.table(PATHS),
                        CROWD,
                        crowd.table(PATHS),
                        threads.stream().sorted().distinct().toList());
        Files.writeString(Path.of("target", "health-load.md"), report);
    }
}
