package dev.vigie.metrics;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With a clock that is moved by hand. */
class RequestStatisticsTests {

    private static final Duration TARGET = Duration.ofMillis(500);
    private static final Percentage TWO_PERCENT = Percentage.withPercentage(2);

    private final AtomicLong clock = new AtomicLong(-7_000_000_000L);
    private final RequestStatistics statistics = new RequestStatistics(TARGET, 3, clock::get);

    @ParameterizedTest
    @EnumSource(StatisticsWindow.class)
    void sayNothingHappenedWhenNothingDid(StatisticsWindow window) {
        RequestSummary summary = statistics.over(window);
        assertThat(summary.requests()).isZero();
        assertThat(summary.p99()).isZero();
        assertThat(summary.apdex()).isEqualTo(1);
        assertThat(summary.rate()).isZero();
        assertThat(summary.errorRate()).isZero();
        assertThat(statistics.busiest(window, 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void areWithinTwoPercent(long seed) {
        Random random = new Random(seed);
        long[] durations = random.doubles(20_000)
                .mapToLong(share -> (long) Math.exp(Math.log(10_000) + share * Math.log(1e8)))
                .toArray();
        for (long duration : durations) {
            statistics.add("GET /a", duration, false);
        }
        Arrays.sort(durations);
        RequestSummary summary = statistics.over(StatisticsWindow.FIVE_MINUTES);

        assertThat(summary.p50().toNanos()).isCloseTo(durations[9_999], TWO_PERCENT);
        assertThat(summary.p95().toNanos()).isCloseTo(durations[18_999], TWO_PERCENT);
        assertThat(summary.p99().toNanos()).isCloseTo(durations[19_799], TWO_PERCENT);
        assertThat(summary.max().toNanos()).isEqualTo(durations[19_999]);
        assertThat(summary.average().toNanos())
                .isCloseTo((long) Arrays.stream(durations).average().orElseThrow(), within(1L));
    }

    /** Every duration from the shortest that can be told to the longest. */
    @Test
    void areWithinTwoPercentOfEachDuration() {
        for (long nanos = 3_300; nanos < Duration.ofHours(1).toNanos(); nanos += nanos / 97) {
            DurationHistogram histogram = new DurationHistogram();
            histogram.add(nanos);
            long[] counts = new long[DurationHistogram.BUCKETS];
            histogram.addTo(counts);
            assertThat(DurationHistogram.percentile(counts, 0.5)).isCloseTo(nanos, TWO_PERCENT);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE})
    void takeEveryDuration(long nanos) {
        statistics.add("GET /a", nanos, false);
        assertThat(statistics.over(StatisticsWindow.DAY).requests()).isEqualTo(1);
        assertThat(statistics.over(StatisticsWindow.DAY).p99()).isBetween(Duration.ZERO, Duration.ofMinutes(74));
    }

    @Test
    void countFailuresAndThoseWhoWait() {
        statistics.add("GET /a", TARGET.toNanos(), false);
        statistics.add("GET /a", 4 * TARGET.toNanos(), false);
        statistics.add("GET /a", 4 * TARGET.toNanos() + 1, false);
        statistics.add("GET /a", 1, true);
        pass(Duration.ofSeconds(8));

        RequestSummary summary = statistics.over(StatisticsWindow.FIVE_MINUTES);
        assertThat(summary.apdex()).isEqualTo(1.5 / 4);
        assertThat(summary.errorRate()).isEqualTo(0.25);
        assertThat(summary.covered()).isEqualTo(Duration.ofSeconds(8));
        assertThat(summary.rate()).isEqualTo(0.5);
    }

    @Test
    void forgetWhatIsOlderThanTheWindowAndNothingElse() {
        for (int minute = 0; minute < 3 * 24 * 60; minute++) {
            statistics.add("GET /" + minute % 2, MILLISECONDS.toNanos(minute % 7), minute % 10 == 0);
            pass(Duration.ofMinutes(1));
            for (StatisticsWindow window : StatisticsWindow.values()) {
                RequestSummary summary = statistics.over(window);
                assertThat(summary.requests())
                        .as("%s after %s", window, minute)
                        .isEqualTo(summary.covered().toMinutes());
                assertThat(summary.covered()).isLessThanOrEqualTo(window.length());
                Duration least = window.length().minus(window.slot());
                assertThat(summary.covered())
                        .isGreaterThan(
                                Duration.ofMinutes(minute).compareTo(least) < 0 ? Duration.ofMinutes(minute) : least);
            }
        }
        assertThat(statistics.over(StatisticsWindow.DAY).errorRate()).isCloseTo(0.1, within(0.002));
        assertThat(statistics.busiest(StatisticsWindow.DAY, 5))
                .extracting(RouteSummary::route)
                .containsExactlyInAnyOrder("GET /0", "GET /1");
    }

    /** Requests at odd times, and pauses of minutes, hours and days between them. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void forgetTheSameWithPausesOfAnyLength(long seed) {
        Random random = new Random(seed);
        List<Long> times = new ArrayList<>();
        long begin = clock.get();
        for (int i = 0; i < 3_000; i++) {
            statistics.add("GET /a", 1, false);
            times.add(clock.get() - begin);
            pass(Duration.ofMillis((long) Math.exp(random.nextDouble() * Math.log(1e8))));
            for (StatisticsWindow window : StatisticsWindow.values()) {
                RequestSummary summary = statistics.over(window);
                long from = clock.get() - begin - summary.covered().toNanos();
                assertThat(summary.requests())
                        .isEqualTo(times.stream().filter(time -> time >= from).count());
            }
            while (times.get(0) < clock.get() - begin - Duration.ofDays(2).toNanos()) {
                times.remove(0);
            }
        }
    }

    @Test
    void tellTheBusiestAndTheSlowestRoutes() {
        for (int i = 0; i < 100; i++) {
            statistics.add("GET /busy", MILLISECONDS.toNanos(1), false);
            statistics.add("GET /slow", MILLISECONDS.toNanos(i < 10 ? 900 : 2), i == 0);
            statistics.add("GET /busy", MILLISECONDS.toNanos(1), false);
        }
        assertThat(statistics.busiest(StatisticsWindow.HOUR, 1))
                .extracting(RouteSummary::route)
                .containsExactly("GET /busy");
        RouteSummary slowest = statistics.slowest(StatisticsWindow.HOUR, 1).get(0);
        assertThat(slowest.route()).isEqualTo("GET /slow");
        assertThat(slowest.summary().p95()).isCloseTo(Duration.ofMillis(900), TWO_PERCENT_OF_900_MS);
        assertThat(slowest.summary().failed()).isEqualTo(1);
    }

    private static final Duration TWO_PERCENT_OF_900_MS = Duration.ofMillis(18);

    @Test
    void putRoutesWithoutRoomTogether() {
        for (int i = 0; i < 10_000; i++) {
            statistics.add("GET /" + i, 1, false);
        }
        List<RouteSummary> routes = statistics.busiest(StatisticsWindow.FIVE_MINUTES, 10);
        assertThat(routes).hasSize(4);
        assertThat(routes.get(0).route()).isEqualTo("OTHER");
        assertThat(routes.get(0).summary().requests()).isEqualTo(9_997);
        assertThat(statistics.over(StatisticsWindow.FIVE_MINUTES).requests()).isEqualTo(10_000);
    }

    @Test
    void loseNothingOfManyThreads() throws Exception {
        int threads = 8;
        int each = 50_000;
        CountDownLatch together = new CountDownLatch(threads);
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        for (int i = 0; i < threads; i++) {
            workers.execute(() -> {
                together.countDown();
                for (int j = 0; j < each; j++) {
                    statistics.add("GET /" + j % 3, j, j % 2 == 0);
                    // Four minutes in all, as no thread may be held up for five.
                    clock.addAndGet(600_000);
                }
            });
        }
        workers.shutdown();
        assertThat(workers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        RequestSummary summary = statistics.over(StatisticsWindow.DAY);
        assertThat(summary.requests()).isEqualTo((long) threads * each);
        assertThat(summary.failed()).isEqualTo((long) threads * each / 2);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
