package dev.vigie.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ObservedTimeTests {

    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private Instant wall = Instant.EPOCH;
    private final ObservedTime time = new ObservedTime(INTERVAL, nanos::get, () -> wall);

    @Test
    void growsWithTheMonotonicClockAlone() {
        assertThat(after(15).observed()).isEqualTo(Duration.ofSeconds(15));
        wall = Instant.EPOCH.plus(Duration.ofDays(365));

        assertThat(after(14)).isEqualTo(new Moment(Duration.ofSeconds(29), wall));
        assertThat(after(29).observed()).as("a late look is no gap").isEqualTo(Duration.ofSeconds(58));
    }

    @Test
    void takesALongGapForOneInterval() {
        after(15);

        assertThat(after(7200).observed()).isEqualTo(Duration.ofSeconds(30));
        assertThat(after(31).observed()).isEqualTo(Duration.ofSeconds(45));
        assertThat(after(15).observed()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void neitherFiresNorResolvesForAGap() {
        RuleTiming timing = new RuleTiming(Duration.ofMinutes(5), Duration.ofMinutes(5));
        RuleAlerts alerts = new RuleAlerts(timing, NoData.OK);
        List<Finding> met = List.of(new Finding(Map.of(), Verdict.MET, 1));
        List<Finding> notMet = List.of(new Finding(Map.of(), Verdict.NOT_MET, 0));

        alerts.take(met, after(15));
        assertThat(alerts.take(met, after(86_400))).isEmpty();
        for (int look = 0; look < 18; look++) {
            assertThat(alerts.take(met, after(15))).isEmpty();
        }
        assertThat(alerts.take(met, after(15))).hasSize(1);
        assertThat(alerts.take(notMet, after(15))).isEmpty();
        assertThat(alerts.take(notMet, after(86_400))).isEmpty();
        assertThat(alerts.current()).hasSize(1);
    }

    private Moment after(long seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
        return time.now();
    }
}
