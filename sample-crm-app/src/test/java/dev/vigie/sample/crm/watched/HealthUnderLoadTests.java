package dev.vigie.sample.crm.watched;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.health.HealthReader;
import dev.vigie.sample.crm.CrmClient;
import dev.vigie.sample.crm.servers.CrmServers;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Fifty readers while PostgreSQL and Redis are frozen, for as many seconds as {@code crm.load.seconds} says. The
 * figures go to {@code target/health-load.md}; the bound is a generous one, because the machine may be busy with other
 * things.
 */
class HealthUnderLoadTests {

    private static final int READERS = 50;

    /**
     * What each of them waits between two answers: who asks as fast as it can measures the processors, and no health.
     */
    private static final long PAUSE_MILLIS = 250;

    private static final long SECONDS = Long.getLong("crm.load.seconds", 10);

    private static final List<String> PATHS = List.of(
            "/actuator/health",
            "/actuator/health/db",
            "/actuator/health/redis",
            "/actuator/health/liveness",
            "/actuator/health/readiness",
            "/health",
            "/health/monitoring");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, ConcurrentLinkedQueue<Long>> times = new ConcurrentHashMap<>();
    private final List<Integer> threads = new ArrayList<>();
    private int components;

    @Test
    void everyAnswerComesSoonThoughBothServersHang() throws Exception {
        try (CrmServers servers = CrmServers.start();
                WatchedCrm watched = new WatchedCrm(
                        servers,
                        "management.endpoint.health.probes.enabled=true",
                        // The default in production.
                        "sentry.traces-sample-rate=0.1")) {
            CrmClient client = watched.crm().client();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> client.get("/health").status() == 200);
            read(watched.crm().port(), Duration.ofSeconds(Math.max(2, SECONDS / 8)));
            times.clear();
            threads.clear();
            components = watched.crm().bean(HealthReader.class).size();

            CrmServers.freeze(servers.postgres());
            CrmServers.freeze(servers.redis());
            try {
                read(watched.crm().port(), Duration.ofSeconds(SECONDS));
            } finally {
                CrmServers.thaw(servers.postgres());
                CrmServers.thaw(servers.redis());
            }
        }
        report();
        assertThat(times).hasSameSizeAs(PATHS);
        assertThat(times.values())
                .allSatisfy(each -> assertThat(each).allMatch(nanos -> nanos < TimeUnit.SECONDS.toNanos(5)));
        // One for each component that is just asked, and one that starts them.
        assertThat(threads).allMatch(number -> number <= components + 1);
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
                        assertThat(reading).noneMatch(Future::isDone);
                        return System.nanoTime() > end;
                    });
        } finally {
            readers.shutdown();
            assertThat(readers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    private void read(int port, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .build();
        long start = System.nanoTime();
        int status = http.sendAsync(request, BodyHandlers.discarding()).join().statusCode();
        times.computeIfAbsent(path, name -> new ConcurrentLinkedQueue<>()).add(System.nanoTime() - start);
        assertThat(status).isIn(200, 503);
    }

    private void report() throws IOException {
        StringBuilder report =
                new StringBuilder("| endpoint | answers | p50 ms | p99 ms | max ms |\n|---|---:|---:|---:|---:|\n");
        for (String path : PATHS) {
            long[] sorted = times.getOrDefault(path, new ConcurrentLinkedQueue<>()).stream()
                    .mapToLong(Long::longValue)
                    .sorted()
                    .toArray();
            report.append(String.format(
                    Locale.ROOT,
                    "| `%s` | %,d | %.1f | %.1f | %.1f |%n",
                    path,
                    sorted.length,
                    millis(sorted, 0.5),
                    millis(sorted, 0.99),
                    millis(sorted, 1)));
        }
        report.append("\nThreads of health: ")
                .append(threads.stream().sorted().distinct().toList())
                .append(System.lineSeparator());
        Files.writeString(Path.of("target", "health-load.md"), report);
    }

    private static double millis(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e6;
    }
}
