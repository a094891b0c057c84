package dev.vigie.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class DurationHistogramTests {

    private static final long MILLI = Duration.ofMillis(1).toNanos();

    private final DurationHistogram histogram = new DurationHistogram();

    /** Neighbours share a word, and one of them is carried over twice. */
    @Test
    void countsFarBeyondAByteAndLeavesNeighboursAlone() {
        add(MILLI, 70_000);
        add(MILLI + MILLI / 32, 255);
        add(MILLI + MILLI / 16, 256);

        assertThat(Arrays.stream(counts()).filter(count -> count > 0).toArray()).containsExactly(70_000, 255, 256);
    }

    @Test
    void addsCountsOfAnySize() {
        DurationHistogram other = new DurationHistogram();
        for (int i = 0; i < 66_000; i++) {
            other.add(MILLI);
        }
        add(MILLI, 200);
        add(2 * MILLI, 3);
        for (int i = 0; i < 300; i++) {
            histogram.addAll(other);
        }

        assertThat(Arrays.stream(counts()).filter(count -> count > 0).toArray()).containsExactly(300 * 66_000 + 200, 3);
        assertThat(DurationHistogram.percentile(counts(), 0.99)).isCloseTo(MILLI, Percentage.withPercentage(2));
    }

    @Test
    void losesNothingOfManyThreads() throws Exception {
        int threads = 8;
        int each = 200_000;
        CountDownLatch together = new CountDownLatch(threads);
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        List<Future<?>> work = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            work.add(workers.submit(() -> {
                together.countDown();
                together.await();
                for (int j = 0; j < each; j++) {
                    histogram.add(MILLI + j % 4 * MILLI / 32);
                }
                return null;
            }));
        }
        workers.shutdown();
        for (Future<?> done : work) {
            done.get(60, TimeUnit.SECONDS);
        }

        assertThat(Arrays.stream(counts()).sum()).isEqualTo((long) threads * each);
    }

    @Test
    void takesMemoryForPowersInUseAlone() {
        long empty = histogram.bytes();
        add(MILLI, 255);
        assertThat(histogram.bytes()).isEqualTo(empty + 48);

        add(MILLI, 1);
        assertThat(histogram.bytes()).isEqualTo(2 * (empty + 48));
    }

    private void add(long nanos, int times) {
        for (int i = 0; i < times; i++) {
            histogram.add(nanos);
        }
    }

    private long[] counts() {
        long[] counts = new long[DurationHistogram.BUCKETS];
        histogram.addTo(counts);
        return counts;
    }
}
