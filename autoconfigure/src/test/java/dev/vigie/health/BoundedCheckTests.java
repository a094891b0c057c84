package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.health.HealthResult.Status;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.system.CapturedOutput;

class BoundedCheckTests extends CheckFixture {

    @Test
    void tellsWhatWasSaidAndDetailsOnlyToWhoMaySeeThem() {
        BoundedCheck<Object, HealthResult> check = asked(partner);

        assertThat(check.read(true)).isEqualTo(HealthResult.up().with("number", 1));
        assertThat(check.read(false)).isEqualTo(HealthResult.up());
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

    /** The run that hung ends when the server is back, and the next one is not put off: two intervals in all. */
    @Test
    void isAskedAgainAfterOneIntervalHoweverLongItHung() {
        BoundedCheck<Object, HealthResult> check = hanging();
        passes(Duration.ofHours(1));
        partner.letGo();
        Awaitility.await().until(() -> !check.isRunning());
        int asked = partner.asked();

        passes(Duration.ofSeconds(5));
        check.startIfDue(threads);

        Awaitility.await().until(() -> partner.asked() == asked + 1);
    }

    /** After a long pause of the JVM, or where nobody has read it for long. */
    @Test
    void isNotKnownWhileItIsJustBeingAskedAndTheLastResultIsTooOld() {
        BoundedCheck<Object, HealthResult> check = asked(partner);
        passes(Duration.ofHours(1));
        partner.hang();
        check.startIfDue(threads);

        assertThat(check.read(true))
                .isEqualTo(HealthResult.unknown()
                        .with("error", "No answer yet")
                        .with("stale", true)
                        .with("age_ms", 3_600_000L)
                        .with("in_flight_ms", 0L));
        assertThat(check.read(false)).isEqualTo(HealthResult.unknown());

        // The pause was not its failure: it has as long as one that has never answered.
        passes(Duration.ofSeconds(15));
        assertThat(statusOf(check)).isEqualTo(Status.UNKNOWN);
        passes(Duration.ofMillis(1));
        assertThat(statusOf(check)).isEqualTo(Status.DOWN);
    }

    @Test
    void isNotKnownWhereTheLastResultGetsTooOldWhileItIsBeingAsked() {
        BoundedCheck<Object, HealthResult> check = asked(partner);
        passes(Duration.ofSeconds(14));
        partner.hang();
        check.startIfDue(threads);

        passes(Duration.ofSeconds(1));
        assertThat(statusOf(check)).isEqualTo(Status.UP);
        passes(Duration.ofMillis(1));
        assertThat(statusOf(check)).isEqualTo(Status.UNKNOWN);
        passes(Duration.ofSeconds(1));
        assertThat(statusOf(check)).isEqualTo(Status.DOWN);
    }

    /** It waits for the answer, and has it. */
    @Test
    void isWhatItSaysNowForWhoReadsAfterALongPause() {
        CheckSettings usual = settings(Status.DOWN, false);
        BoundedCheck<Object, HealthResult> check = check(
                partner,
                new CheckSettings(
                        usual.interval(),
                        usual.timeout(),
                        usual.timeout(),
                        usual.maxStale(),
                        Status.DOWN,
                        false,
                        true));
        ask(check);
        passes(Duration.ofHours(1));
        partner.hang();
        check.startIfDue(threads);
        Visit visit = new Visit(now::get, Duration.ofSeconds(1).toNanos()) {
            @Override
            void waitFor(CheckRun run, long nanos) {
                assertThat(nanos).isEqualTo(1_000_000_000L);
                partner.letGo();
                super.waitFor(run, TimeUnit.MINUTES.toNanos(1));
            }
        };

        check.await(visit);

        assertThat(check.read(true)).isEqualTo(HealthResult.up().with("number", 2));
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
}
