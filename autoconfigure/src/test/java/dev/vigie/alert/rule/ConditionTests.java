package dev.vigie.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ConditionTests {

    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SignalHistory history = new SignalHistory(new MeterIndex(registry), INTERVAL);
    private Duration observed = Duration.ZERO;

    @Test
    void saysThatThereIsNothingToSayOfMetersThatDoNotExist() {
        Signal gauge = Signal.gauge("nowhere").by("path");
        Signal counter = Signal.counter("never");
        for (Condition condition : List.of(
                Condition.value(gauge, Limit.above(1)),
                Condition.quotient(gauge, gauge, Limit.above(1)),
                Condition.increase(counter, MINUTE, Limit.above(1)),
                Condition.share(counter, counter, new Traffic(MINUTE, 0), Limit.above(0)),
                Condition.slower(Signal.timer("no"), MINUTE, new Traffic(MINUTE, 0), Limit.above(0)),
                Condition.drop(gauge, MINUTE, new Traffic(MINUTE, 0), Limit.above(0)))) {
            assertThat(look(condition)).isEmpty();
        }
    }

    @Test
    void neverTakesWhatIsNoNumberForGoodOrBad() {
        AtomicReference<Double> value = new AtomicReference<>(Double.NaN);
        Gauge.builder("load", value::get).register(registry);
        Condition condition = Condition.value(Signal.gauge("load"), Limit.above(0.9));

        assertThat(look(condition)).extracting(Finding::verdict).containsExactly(Verdict.NO_DATA);
        value.set(0.95);
        assertThat(look(condition)).containsExactly(new Finding(Map.of(), Verdict.MET, 0.95));
        value.set(0.9);
        assertThat(look(condition)).extracting(Finding::verdict).containsExactly(Verdict.NOT_MET);
    }

    @Test
    void countsTheFirstBurstOfACounterThatWasNotThere() {
        Condition condition = Condition.increase(Signal.counter("failures"), MINUTE, Limit.above(10));
        look(condition);
        Counter.builder("failures").register(registry).increment(50);

        assertThat(look(condition)).containsExactly(new Finding(Map.of(), Verdict.MET, 50));
    }

    @Test
    void doesNotCountWhatWasBeforeItsFirstLook() {
        Counter.builder("failures").register(registry).increment(50);
        Condition condition = Condition.increase(Signal.counter("failures"), MINUTE, Limit.above(10));

        assertThat(look(condition)).containsExactly(new Finding(Map.of(), Verdict.NOT_MET, 0));
    }

    @Test
    void forgetsWhatLeftTheWindow() {
        Counter counter = Counter.builder("failures").register(registry);
        Condition condition = Condition.increase(Signal.counter("failures"), MINUTE, Limit.above(10));
        look(condition);
        counter.increment(50);

        for (int look = 0; look < 4; look++) {
            assertThat(look(condition)).extracting(Finding::value).containsExactly(50.0);
        }
        for (int look = 0; look < 20; look++) {
            assertThat(look(condition)).extracting(Finding::value).containsExactly(0.0);
        }
    }

    @Test
    void keepsAWindowWhenLooksComeALittleEarlyOrLate() {
        Counter counter = Counter.builder("ticks").register(registry);
        Condition condition = Condition.increase(Signal.counter("ticks"), MINUTE, Limit.above(10));
        long[] jitter = {0, 400, -300, 200, -600, 700, -100, 0, 300};
        for (int look = 0; look < 200; look++) {
            counter.increment();
            observed = INTERVAL.multipliedBy(look).plusMillis(jitter[look % jitter.length]);
            List<Finding> found = lookNow(condition);
            if (look >= 4) {
                assertThat(found).extracting(Finding::value).containsExactly(4.0);
            }
        }
    }

    @Test
    void judgesNoShareOfTooLittle() {
        Timer timer = Timer.builder("requests")
                .serviceLevelObjectives(Duration.ofSeconds(2))
                .register(registry);
        Condition condition = Condition.slower(
                Signal.timer("requests"), Duration.ofSeconds(2), new Traffic(MINUTE, 5), Limit.above(0.05));
        look(condition);
        timer.record(Duration.ofSeconds(3));

        assertThat(look(condition)).extracting(Finding::verdict).containsExactly(Verdict.NO_DATA);
        for (int fast = 0; fast < 4; fast++) {
            timer.record(Duration.ofSeconds(2));
        }
        assertThat(look(condition)).singleElement().satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.MET);
            assertThat(finding.value()).isBetween(0.1999, 0.2001);
        });
    }

    @Test
    void judgesNoDropBeforeItHasSeenWhatItComparesWith() {
        AtomicReference<Double> users = new AtomicReference<>(100.0);
        Gauge.builder("users", users::get).register(registry);
        Condition condition = Condition.drop(
                Signal.gauge("users"), MINUTE.multipliedBy(2), new Traffic(MINUTE, 10), Limit.above(0.5));
        for (int look = 0; look < 8; look++) {
            assertThat(look(condition)).extracting(Finding::verdict).containsExactly(Verdict.NO_DATA);
        }
        assertThat(look(condition)).extracting(Finding::verdict).containsExactly(Verdict.NOT_MET);
        users.set(0.0);
        for (int look = 0; look < 5; look++) {
            look(condition);
        }
        assertThat(look(condition)).containsExactly(new Finding(Map.of(), Verdict.MET, 1));
    }

    @Test
    void refusesValuesThatCannotBeMeant() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RuleTiming(Duration.ofSeconds(-1), Duration.ZERO))
                .withMessageContaining("'for' is PT-1S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RuleTiming(Duration.ZERO, Duration.ofSeconds(-1)))
                .withMessageContaining("'keep-firing-for' is PT-1S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Traffic(Duration.ZERO, 0))
                .withMessageContaining("window is PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Traffic(Duration.ofDays(9), 0))
                .withMessageContaining("at most PT192H");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Traffic(MINUTE, -1))
                .withMessageContaining("minimum is -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Limit.above(Double.NaN))
                .withMessageContaining("NaN");
    }

    private List<Finding> look(Condition condition) {
        observed = observed.plus(INTERVAL);
        return lookNow(condition);
    }

    private List<Finding> lookNow(Condition condition) {
        history.keep(condition.reaches());
        history.take(new Moment(observed, Instant.EPOCH));
        return condition.findings(history);
    }
}
