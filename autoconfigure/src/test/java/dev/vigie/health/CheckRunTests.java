package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.health.HealthResult.Status;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.system.CapturedOutput;

class CheckRunTests extends CheckFixture {

    @Test
    void isAskedAgainShortlyBeforeItsIntervalIsOver() {
        BoundedCheck<Object, HealthResult> check = asked(partner);

        passes(Duration.ofSeconds(3));
        check.startIfDue(threads);
        assertThat(check.isRunning()).isFalse();
        assertThat(check.isMissed()).isFalse();
        passes(Duration.ofSeconds(2).plusMillis(1));
        assertThat(check.isMissed()).isTrue();
        ask(check);

        assertThat(partner.asked()).isEqualTo(2);
    }

    @Test
    void restsTenMinutesAfterItWasReadLast() {
        CheckSettings usual = settings(Status.DOWN, false);
        BoundedCheck<Object, HealthResult> check = check(
                partner,
                new CheckSettings(usual.interval(), usual.timeout(), 0, usual.maxStale(), Status.DOWN, false, false));
        assertThat(check.isAwake()).isFalse();
        passes(Duration.ofHours(1));
        assertThat(statusOf(check)).isEqualTo(Status.UNKNOWN);

        assertThat(check.wake()).isTrue();
        assertThat(check.isAwake()).isTrue();
        assertThat(check.wake()).isFalse();
        passes(Duration.ofMinutes(9));
        assertThat(check.wake()).isFalse();
        passes(Duration.ofMinutes(10));
        assertThat(check.isAwake()).isTrue();
        passes(Duration.ofSeconds(1));
        assertThat(check.isAwake()).isFalse();
        assertThat(check.wake()).isTrue();
    }

    @Test
    void neverHasASecondRunBesideOneThatHangs() {
        BoundedCheck<Object, HealthResult> check = hanging();

        for (int i = 0; i < 10; i++) {
            passes(Duration.ofHours(1));
            check.startIfDue(threads);
        }

        assertThat(partner.asked()).isEqualTo(2);
        assertThat(check.isMissed()).isFalse();
    }

    @Test
    void isStartedOnceByManyAtATime() throws Exception {
        partner.hang();
        ExecutorService starters = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 200; round++) {
                BoundedCheck<Object, HealthResult> check = check(partner, settings(Status.DOWN, false));
                CyclicBarrier all = new CyclicBarrier(8);
                List<Callable<Integer>> starts = Collections.nCopies(8, () -> {
                    all.await();
                    check.startIfDue(threads);
                    return 0;
                });
                for (Future<Integer> start : starters.invokeAll(starts)) {
                    start.get();
                }
            }
            Awaitility.await().until(() -> partner.asked() >= 200);
        } finally {
            starters.shutdownNow();
        }
        assertThat(partner.asked()).isEqualTo(200);
    }

    @Test
    void isDownWhenItThrowsWhateverItThrows(CapturedOutput output) {
        BoundedCheck<Object, HealthResult> check = check(
                (Callable<HealthResult>) () -> {
                    throw new OwnError();
                },
                settings(Status.DOWN, false));

        ask(check);
        passes(Duration.ofSeconds(6));
        ask(check);

        assertThat(check.read(true)).isEqualTo(HealthResult.down().with("error", OwnError.class.getName()));
        assertThat(output.getAll().split("Health contributor partner threw ", -1))
                .hasSize(2);
        assertThat(output).contains(OwnError.class.getName()).doesNotContain("hunter2");
    }

    @Test
    void isDownAlsoWhereTheThreadCannotBeSaved() {
        AtomicReference<@Nullable Thread> died = new AtomicReference<>();
        BoundedCheck<Object, HealthResult> check = check(
                (Callable<HealthResult>) () -> {
                    died.set(Thread.currentThread());
                    Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {});
                    throw new OutOfMemoryError("not really");
                },
                settings(Status.DOWN, false));

        ask(check);

        assertThat(statusOf(check)).isEqualTo(Status.DOWN);
        Thread thread = died.get();
        Awaitility.await().until(() -> thread != null && !thread.isAlive());
    }

    @Test
    void interruptsOnlyWhenItIsToldTo() {
        BoundedCheck<Object, HealthResult> patient = hanging();
        passes(Duration.ofMinutes(1));
        patient.mind();
        assertThat(partner.interrupted()).isZero();

        GatedCheck other = new GatedCheck("other").hang();
        BoundedCheck<Object, HealthResult> check = check(other, settings(Status.DOWN, true));
        check.startIfDue(threads);
        Awaitility.await().until(() -> other.asked() == 1);
        passes(Duration.ofMinutes(1));
        check.mind();
        check.mind();

        Awaitility.await().until(() -> other.interrupted() == 1);
        other.letGo();
        Awaitility.await().until(() -> !check.isRunning());
        assertThat(other.interrupted()).isOne();
    }

    @Test
    void isNotRunningWhereNobodyMayStartIt() {
        threads.close();
        BoundedCheck<Object, HealthResult> check = check(partner, settings(Status.DOWN, false));

        check.startIfDue(threads);

        assertThat(check.isRunning()).isFalse();
        assertThat(statusOf(check)).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void isNeverStartedOnceItIsOutOfService() {
        BoundedCheck<Object, HealthResult> check = asked(partner);

        assertThat(check.retire()).isTrue();
        passes(Duration.ofHours(1));
        check.startIfDue(threads);

        assertThat(check.isRunning()).isFalse();
        assertThat(check.isRetired()).isTrue();
        assertThat(partner.asked()).isEqualTo(1);
    }

    @Test
    void staysInServiceWhileItRuns() {
        BoundedCheck<Object, HealthResult> check = hanging();

        assertThat(check.retire()).isFalse();
        assertThat(check.isRetired()).isFalse();
        check.replace();
        assertThat(check.isRetired()).isTrue();
    }

    @Test
    void isNotTakenOutOfServiceWhileAReaderStartsIt() throws Exception {
        partner.hang();
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 200; round++) {
                BoundedCheck<Object, HealthResult> check = check(partner, settings(Status.DOWN, false));
                CyclicBarrier atOnce = new CyclicBarrier(2);
                Future<Boolean> retired = both.submit(() -> {
                    atOnce.await();
                    return check.retire();
                });
                Future<Boolean> started = both.submit(() -> {
                    atOnce.await();
                    return check.startIfDue(threads);
                });
                assertThat(retired.get()).isNotEqualTo(started.get());
            }
        } finally {
            both.shutdownNow();
        }
    }

    private static final class OwnError extends Error {

        OwnError() {
            super("password=hunter2");
        }
    }
}
