package dev.vigie.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vigie.login.FailedLogins.Counted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailureStormTests {

    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 7);
    private final List<Duration> delays = new ArrayList<>();
    private final List<Runnable> due = new ArrayList<>();
    private final List<FailureStorm.Report> told = new ArrayList<>();
    private final FailureStorm storm = new FailureStorm(
            WINDOW,
            nanos::get,
            (delay, task) -> {
                delays.add(delay);
                due.add(task);
            },
            told::add);

    @Test
    void aFewFailuresAreNoStorm() {
        storm.saw(failure(1, false), LoginFailure.WRONG_PASSWORD);
        passes(WINDOW.multipliedBy(2));
        storm.saw(failure(1, false), LoginFailure.WRONG_PASSWORD);
        storm.end();

        assertThat(due).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void aStormIsToldOnceAtTheEndOfTheWindow() {
        for (int attempt = 0; attempt < 10; attempt++) {
            storm.saw(failure(attempt, false), LoginFailure.UNKNOWN_USER);
        }
        passes(Duration.ofMinutes(1));
        for (int attempt = 0; attempt < 4701; attempt++) {
            storm.saw(failure(attempt % 100, true), LoginFailure.WRONG_PASSWORD);
        }
        assertThat(told).isEmpty();
        assertThat(delays).containsExactly(Duration.ofMinutes(4));

        due.forEach(Runnable::run);
        due.forEach(Runnable::run);

        assertThat(told).singleElement().satisfies(report -> {
            assertThat(report.failures()).isEqualTo(4711);
            assertThat(report.window()).isEqualTo(WINDOW);
            assertThat(report.reasons())
                    .isEqualTo(Map.of(LoginFailure.UNKNOWN_USER, 10L, LoginFailure.WRONG_PASSWORD, 4701L));
            assertThat(report.principals()).isCloseTo(100, within(3L));
            assertThat(report.addresses()).isEqualTo(1);
        });
    }

    @Test
    void aStormThatGoesOnIsToldOncePerWindow() {
        storm.saw(failure(1, true), LoginFailure.WRONG_PASSWORD);
        passes(WINDOW);
        due.remove(0).run();
        storm.saw(failure(1, true), LoginFailure.WRONG_PASSWORD);
        storm.saw(failure(1, true), LoginFailure.WRONG_PASSWORD);
        passes(WINDOW);
        due.remove(0).run();

        assertThat(told).extracting(FailureStorm.Report::failures).containsExactly(1L, 2L);
    }

    @Test
    void aLateTimerTellsNothingTwice() {
        storm.saw(failure(1, true), LoginFailure.WRONG_PASSWORD);
        passes(WINDOW.plusSeconds(1));
        storm.saw(failure(1, false), LoginFailure.WRONG_PASSWORD);
        assertThat(told).isEmpty();
        due.forEach(Runnable::run);

        assertThat(told)
                .singleElement()
                .extracting(FailureStorm.Report::failures)
                .isEqualTo(1L);
    }

    @Test
    void whatIsNotToldYetIsToldAtTheEnd() {
        storm.saw(failure(1, true), LoginFailure.WRONG_PASSWORD);
        storm.end();
        storm.end();

        assertThat(told).hasSize(1);
    }

    private static Counted failure(long principal, boolean inStorm) {
        return new Counted(inStorm, principal, 7L, List.of());
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
