package dev.vigie.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** What docs/metrics.md says of memory. */
class RequestStatisticsMemoryTests {

    private static final int ROUTES = 200;
    private static final int SLOTS = 52;
    private static final long MILLI = Duration.ofMillis(1).toNanos();
    private static final int MEGA = 1_000_000;

    private final AtomicLong clock = new AtomicLong();
    private final RequestStatistics statistics = new RequestStatistics(Duration.ofMillis(500), ROUTES, clock::get);
    private final Random random = new Random(1);

    /** Durations of every route in every slot from 1 ms to 5 s, and all slots there are. */
    @Test
    void isBoundedHoweverMuchDurationsDiffer() {
        askForDays(() -> (long) (MILLI * Math.exp(random.nextDouble() * Math.log(5_000))));

        assertThat(statistics.bytes()).isLessThan(10 * MEGA).isLessThan(ROUTES * SLOTS * 1_000L);
    }

    @Test
    void isLessWhereARouteTakesAboutTheSameTime() {
        askForDays(() -> 20 * MILLI + (long) (random.nextDouble() * 40 * MILLI));

        assertThat(statistics.bytes()).isLessThan(5 * MEGA);
    }

    private void askForDays(LongSupplier durations) {
        long begin = clock.get();
        while (clock.get() < begin + Duration.ofHours(27).toNanos()) {
            for (int route = 0; route < 2 * ROUTES; route++) {
                for (int i = 0; i < 4; i++) {
                    statistics.add("GET /" + route, durations.getAsLong(), false);
                }
            }
            clock.addAndGet(Duration.ofSeconds(30).toNanos());
        }
        assertThat(statistics.busiest(StatisticsWindow.DAY, 1_000)).hasSize(ROUTES + 1);
    }
}
