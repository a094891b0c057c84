package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.TestLogging;
import dev.vigie.health.SustainedLimit.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SustainedLimitTests {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000);
    private final SustainedLimit limit = new SustainedLimit("The load", "a.property", 80, now::get);

    @BeforeAll
    static void logOnTheConsole() {
        TestLogging.asBefore();
    }

    @Test
    void isNotPassedByWhatLastsLessThanAMinute() {
        assertThat(lasts(Duration.ofSeconds(55), 100)).isEqualTo(new Level(100, false));
    }

    @Test
    void isPassedByTheAverageOfAMinute() {
        lasts(Duration.ofSeconds(60), 10);
        assertThat(lasts(Duration.ofSeconds(30), 100).exceeded()).isFalse();

        Level level = lasts(Duration.ofSeconds(30), 100);

        assertThat(level.exceeded()).isTrue();
        assertThat(level.average()).isBetween(80.1, 100.0);
    }

    @Test
    void isNotPassedByOnePeak() {
        lasts(Duration.ofMinutes(2), 10);

        passes(Duration.ofSeconds(5));
        Level peak = limit.add(10_000_000);
        assertThat(peak.average()).isGreaterThan(80);
        assertThat(peak.exceeded()).isFalse();
        Level level = lasts(Duration.ofMinutes(2), 10);

        assertThat(level).isEqualTo(new Level(10, false));
    }

    @Test
    void doesNotFlapAroundTheLimit(CapturedOutput output) {
        assertThat(lasts(Duration.ofMinutes(2), 81).exceeded()).isTrue();
        assertThat(lasts(Duration.ofMinutes(2), 79).exceeded()).isTrue();
        assertThat(lasts(Duration.ofMinutes(2), 81).exceeded()).isTrue();
        assertThat(lasts(Duration.ofMinutes(2), 75).exceeded()).isFalse();
        assertThat(lasts(Duration.ofMinutes(2), 79).exceeded()).isFalse();

        assertThat(output.getAll().split("on average over a minute", -1)).hasSize(3);
        assertThat(output)
                .contains("The load is 81.0 on average over a minute, above a.property=80")
                .containsPattern("The load is 7\\d\\.\\d on average over a minute, below a.property=80 again");
    }

    @Test
    void needsThreeReadingsHoweverRareTheyAre() {
        limit.add(100);
        passes(Duration.ofMinutes(10));
        assertThat(limit.add(100).exceeded()).isFalse();
        passes(Duration.ofMinutes(10));
        assertThat(limit.add(100).exceeded()).isTrue();
        passes(Duration.ofMinutes(10));
        assertThat(limit.add(0)).isEqualTo(new Level(66.7, false));
    }

    @Test
    void givesNobodyMoreWeightWhoAsksAllTheTime() {
        lasts(Duration.ofMinutes(2), 10);
        for (int i = 0; i < 1_000; i++) {
            limit.add(100);
        }

        assertThat(limit.add(100).average()).isEqualTo(10);
    }

    @Test
    void leavesOutWhatIsNoNumber() {
        assertThat(limit.add(Double.NaN).average()).isNaN();
        assertThat(limit.add(50).average()).isEqualTo(50);
        passes(Duration.ofSeconds(5));
        assertThat(limit.add(Double.NaN).average()).isEqualTo(50);
    }

    private Level lasts(Duration time, double value) {
        Level level = new Level(0, false);
        for (long second = 0; second < time.toSeconds(); second += 5) {
            passes(Duration.ofSeconds(5));
            level = limit.add(value);
        }
        return level;
    }

    private void passes(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
