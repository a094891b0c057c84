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
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class BoundedCheckTests {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000);
    private final CheckThreads threads = new CheckThreads();
    private final GatedCheck partner = new GatedCheck("partner");

    @AfterEach
    void letGo() {
        partner.letGo();
        threads.close();
    }

    @Test
    void tellsWhatWasSaidAndDetailsOnlyToWhoMaySeeThem() {
        BoundedCheck<Object, HealthResult> check = asked(partner);

        assertThat(check.read(true)).isEqualTo(HealthResult.up().with("number", 1));
        assertThat(check.read(false)).isEqualTo(HealthResult.up());
    }

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
    void marksTheLastResultOfOneThatIsLate() {
        BoundedCheck<Object, HealthResult> check = hanging();

        passes(Duration.ofSeconds(2));
        assertThat(check.read(true)).isEqualTo(HealthResult.up().with("number", 1));
        passes(Duration.ofMillis(1));

        assertThat(check.read(true))
                .isEqualTo(HealthResult.up()
                        .with("number", 1)
                        .with("stale", true)
                        .with("age_ms", 7001L)
                        .with("in_flight_ms", 2001L));
        assertThat(check.read(false)).isEqualTo(HealthResult.up());
    }

    @Test
    void isDownWhenTheLastResultIsTooOld() {
        BoundedCheck<Object, HealthResult> check = hanging();

        passes(Duration.ofSeconds(10));
        assertThat(statusOf(check)).isEqualTo(Status.UP);
        passes(Duration.ofMillis(1));

        assertThat(check.read(true))
                .isEqualTo(HealthResult.down()
                        .with("error", "No answer in time")
                        .with("stale", true)
                        .with("age_ms", 15_001L)
                        .with("in_flight_ms", 10_001L));
        assertThat(check.read(false)).isEqualTo(HealthResult.down());
    }

    @Test
    void isUnknownInsteadWhereThatIsWanted() {
        partner.hang();
        BoundedCheck<Object, HealthResult> check = check(partner, settings(Status.UNKNOWN, false));
        check.startIfDue(threads);

        passes(Duration.ofHours(1));

        assertThat(check.read(false)).isEqualTo(HealthResult.unknown());
    }

    @Test
    void isUnknownUntilItIsTooLateForAFirstResult() {
        partner.hang();
        BoundedCheck<Object, HealthResult> check = check(partner, settings(Status.DOWN, false));
        check.startIfDue(threads);

        passes(Duration.ofSeconds(15));
        assertThat(check.read(true))
                .isEqualTo(HealthResult.unknown()
                        .with("error", "No answer yet")
                        .with("stale", true)
                        .with("in_flight_ms", 15_000L));
        passes(Duration.ofMillis(1));
        assertThat(statusOf(check)).isEqualTo(Status.DOWN);
    }

    @Test
    void isAsGoodAsNewWhenTheAnswerComesAfterAll(CapturedOutput output) {
        BoundedCheck<Object, HealthResult> check = hanging();
        passes(Duration.ofMinutes(5));
        check.mind();
        check.mind();

        partner.letGo();
        Awaitility.await().until(() -> !check.isRunning());
        assertThat(check.read(true)).isEqualTo(HealthResult.up().with("number", 2));
        assertThat(output).doesNotContain("in time again");

        passes(Duration.ofMinutes(5));
        ask(check);
        assertThat(check.read(true)).isEqualTo(HealthResult.up().with("number", 3));
        assertThat(output.getAll().split("partner has not answered for 2000 ms", -1))
                .hasSize(2);
        assertThat(output).contains("partner answers in time again");
    }

    @Test
    void isNotTooOldWhileItIsJustBeingAsked() {
        BoundedCheck<Object, HealthResult> check = asked(partner);
        passes(Duration.ofHours(1));
        partner.hang();
        check.startIfDue(threads);

        assertThat(check.read(true))
                .isEqualTo(HealthResult.up()
                        .with("number", 1)
                        .with("stale", true)
                        .with("age_ms", 3_600_000L)
                        .with("in_flight_ms", 0L));
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
    @SuppressWarnings("NullAway") // what a careless application does
    void hasNothingToSayWhereTheContributorHasNot() {
        BoundedCheck<Object, HealthResult> check =
                check((Callable<HealthResult>) () -> null, settings(Status.DOWN, false));

        ask(check);

        assertThat(check.read(true)).isNull();
        assertThat(check.read(false)).isNull();
        assertThat(check.isMissed()).isFalse();
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

    private static final class OwnError extends Error {

        OwnError() {
            super("password=hunter2");
        }
    }

    private @Nullable Status statusOf(BoundedCheck<Object, HealthResult> check) {
        HealthResult result = check.read(true);
        return result == null ? null : result.status();
    }

    private BoundedCheck<Object, HealthResult> check(Object contributor, CheckSettings settings) {
        return new BoundedCheck<>("partner", contributor, new FakeApi(), settings, now::get);
    }

    private static CheckSettings settings(Status lateStatus, boolean interrupt) {
        return new CheckSettings(
                Duration.ofSeconds(5).toNanos(),
                Duration.ofSeconds(2).toNanos(),
                0,
                Duration.ofSeconds(15).toNanos(),
                lateStatus,
                interrupt,
                true);
    }

    private BoundedCheck<Object, HealthResult> asked(Object contributor) {
        BoundedCheck<Object, HealthResult> check = check(contributor, settings(Status.DOWN, false));
        ask(check);
        return check;
    }

    private void ask(BoundedCheck<Object, HealthResult> check) {
        check.startIfDue(threads);
        Awaitility.await().until(() -> !check.isRunning());
    }

    /** UP once, and hanging since five seconds later. */
    private BoundedCheck<Object, HealthResult> hanging() {
        BoundedCheck<Object, HealthResult> check = asked(partner);
        partner.hang();
        passes(Duration.ofSeconds(5));
        check.startIfDue(threads);
        Awaitility.await().until(() -> partner.asked() == 2);
        return check;
    }

    private void passes(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
