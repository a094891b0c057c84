package dev.vigie.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleAlertsTests {

    private static final Instant START = Instant.parse("2026-01-30T14:00:00Z");
    private static final RuleTiming FIVE_AND_THREE = new RuleTiming(Duration.ofMinutes(5), Duration.ofMinutes(3));

    @Test
    void firesOnceTheConditionHeldLongEnough() {
        RuleAlerts alerts = new RuleAlerts(FIVE_AND_THREE, NoData.OK);

        assertThat(alerts.take(met(7), minute(0))).isEmpty();
        assertThat(alerts.current()).extracting(Alert::state).containsExactly(AlertState.PENDING);
        assertThat(alerts.take(met(8), minute(4))).isEmpty();

        assertThat(alerts.take(met(9), minute(5)))
                .containsExactly(
                        new Alert(Map.of(), AlertState.FIRING, 9, START, START.plus(Duration.ofMinutes(5)), null));
        assertThat(alerts.take(met(10), minute(6))).isEmpty();
        assertThat(alerts.current()).extracting(Alert::value).containsExactly(10.0);
    }

    @Test
    void beginsAnewAfterOneLookAtWhichTheConditionDidNotHold() {
        RuleAlerts alerts = new RuleAlerts(FIVE_AND_THREE, NoData.OK);
        alerts.take(met(1), minute(0));

        assertThat(alerts.take(notMet(), minute(4))).isEmpty();
        assertThat(alerts.current()).isEmpty();
        assertThat(alerts.take(met(1), minute(5))).isEmpty();
        assertThat(alerts.take(met(1), minute(9))).isEmpty();
        assertThat(alerts.take(met(1), minute(10))).hasSize(1);
    }

    @Test
    void goesOnFiringForAWhileWhenTheConditionHoldsNoLonger() {
        RuleAlerts alerts = firing(NoData.OK);

        assertThat(alerts.take(notMet(), minute(6))).isEmpty();
        assertThat(alerts.take(met(1), minute(8))).isEmpty();
        assertThat(alerts.take(notMet(), minute(9))).isEmpty();
        assertThat(alerts.take(notMet(), minute(11))).isEmpty();
        assertThat(alerts.take(notMet(), minute(12)))
                .containsExactly(new Alert(
                        Map.of(),
                        AlertState.RESOLVED,
                        1,
                        START,
                        START.plus(Duration.ofMinutes(5)),
                        START.plus(Duration.ofMinutes(12))));
        assertThat(alerts.current()).isEmpty();
    }

    @Test
    void takesMissingNumbersForGoodWhereTheRuleSaysSo() {
        RuleAlerts alerts = firing(NoData.OK);

        assertThat(alerts.take(noData(), minute(6))).isEmpty();
        assertThat(alerts.take(noData(), minute(9))).extracting(Alert::state).containsExactly(AlertState.RESOLVED);
        assertThat(alerts.take(noData(), minute(10))).isEmpty();
        assertThat(alerts.current()).isEmpty();
    }

    @Test
    void staysAsItWasWhileNumbersAreMissingWhereTheRuleSaysSo() {
        RuleAlerts waiting = new RuleAlerts(FIVE_AND_THREE, NoData.KEEP);
        assertThat(waiting.take(noData(), minute(0))).isEmpty();
        assertThat(waiting.current()).isEmpty();
        waiting.take(met(1), minute(1));
        waiting.take(noData(), minute(2));
        assertThat(waiting.take(noData(), minute(100))).isEmpty();
        assertThat(waiting.take(met(1), minute(104))).isEmpty();
        assertThat(waiting.take(met(1), minute(105)))
                .as("one minute before and four after")
                .hasSize(1);

        assertThat(waiting.take(notMet(), minute(106))).isEmpty();
        assertThat(waiting.take(noData(), minute(200))).isEmpty();
        assertThat(waiting.take(notMet(), minute(202))).isEmpty();
        assertThat(waiting.take(notMet(), minute(203))).hasSize(1);
    }

    @Test
    void takesMissingNumbersForBadWhereTheRuleSaysSo() {
        RuleAlerts alerts = new RuleAlerts(FIVE_AND_THREE, NoData.ALERT);

        assertThat(alerts.take(noData(), minute(0))).isEmpty();
        assertThat(alerts.take(noData(), minute(5))).singleElement().satisfies(alert -> {
            assertThat(alert.state()).isEqualTo(AlertState.FIRING);
            assertThat(alert.value()).isNaN();
        });
        assertThat(alerts.take(notMet(), minute(6))).isEmpty();
        assertThat(alerts.take(notMet(), minute(9))).hasSize(1);
    }

    @Test
    void tellsThingsApartAndResolvesOneThatIsNoLongerThere() {
        RuleAlerts alerts = new RuleAlerts(RuleTiming.AT_ONCE, NoData.KEEP);

        assertThat(alerts.take(List.of(of("/", Verdict.MET), of("/var", Verdict.MET)), minute(0)))
                .extracting(alert -> alert.labels().get("path"))
                .containsExactly("/", "/var");
        assertThat(alerts.take(List.of(of("/", Verdict.MET)), minute(1)))
                .extracting(alert -> alert.state() + " " + alert.labels().get("path"))
                .containsExactly("RESOLVED /var");
        assertThat(alerts.take(List.of(), minute(2)))
                .as("nothing is known of any")
                .isEmpty();
        assertThat(alerts.current()).hasSize(1);
        assertThat(alerts.take(List.of(of("/", Verdict.NO_DATA), of("/var", Verdict.MET)), minute(3)))
                .extracting(alert -> alert.state() + " " + alert.labels().get("path"))
                .containsExactly("FIRING /var");
        assertThat(alerts.current()).hasSize(2);
    }

    @Test
    void makesNoAlertOfSomethingThatIsNotThere() {
        for (NoData policy : NoData.values()) {
            RuleAlerts alerts = new RuleAlerts(RuleTiming.AT_ONCE, policy);

            assertThat(alerts.take(List.of(), minute(0))).isEmpty();
            assertThat(alerts.current()).as("with %s", policy).isEmpty();
        }
    }

    private static RuleAlerts firing(NoData noData) {
        RuleAlerts alerts = new RuleAlerts(FIVE_AND_THREE, noData);
        alerts.take(met(1), minute(0));
        assertThat(alerts.take(met(1), minute(5))).hasSize(1);
        return alerts;
    }

    private static Moment minute(int minute) {
        Duration observed = Duration.ofMinutes(minute);
        return new Moment(observed, START.plus(observed));
    }

    private static List<Finding> met(double value) {
        return List.of(new Finding(Map.of(), Verdict.MET, value));
    }

    private static List<Finding> notMet() {
        return List.of(new Finding(Map.of(), Verdict.NOT_MET, 0));
    }

    private static List<Finding> noData() {
        return List.of(new Finding(Map.of(), Verdict.NO_DATA, Double.NaN));
    }

    private static Finding of(String path, Verdict verdict) {
        return new Finding(Map.of("path", path), verdict, 1);
    }
}
