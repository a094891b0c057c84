package dev.vigie.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleCatalogueTests {

    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RuleEngine engine = new RuleEngine(
            new SignalHistory(new MeterIndex(registry), INTERVAL),
            new ObservedTime(INTERVAL, this::passed, () -> Instant.EPOCH));
    private long nanos;

    @Test
    void isReadByPrometheusAsItIs(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("rules.yml"), PromtoolFiles.rules(RuleCatalogue.all()));

        assertThat(Promtool.run("check", "rules", file.toString()))
                .contains("SUCCESS: " + RuleCatalogue.all().size() + " rules found");
    }

    @Test
    void refusesTwoRulesOfOneName() {
        RuleCatalogue.all().forEach(engine::add);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.add(RuleCatalogue.all().get(0)))
                .withMessage("There are two alert rules named 'DatabaseDown'");
    }

    @Test
    void saysNothingOfWhatTheApplicationHasNot() {
        RuleCatalogue.all().forEach(engine::add);

        assertThat(ticks(100)).isEmpty();
        RuleCatalogue.all()
                .forEach(rule -> assertThat(engine.alertsOf(rule.name())).isEmpty());
    }

    @Test
    void tellsWhichDatabaseIsDownAndWhenItIsBack() {
        AtomicReference<Double> orders = health("db/orders", 1.0);
        health("dbx", 0.0);
        health("redis", Double.NaN);
        RuleCatalogue.all().forEach(engine::add);
        ticks(1);
        orders.set(0.0);

        assertThat(ticks(4)).extracting(RuleCatalogueTests::told).containsExactly("RedisDown {component=redis} FIRING");
        assertThat(engine.alertsOf("DatabaseDown")).extracting(Alert::state).containsExactly(AlertState.PENDING);
        assertThat(ticks(1))
                .extracting(RuleCatalogueTests::told)
                .containsExactly("DatabaseDown {component=db/orders} FIRING");
        orders.set(1.0);
        assertThat(ticks(1))
                .extracting(RuleCatalogueTests::told)
                .containsExactly("DatabaseDown {component=db/orders} RESOLVED");
    }

    private static String told(AlertChange change) {
        Map<String, String> labels = change.alert().labels();
        return change.rule().name() + " " + labels + " " + change.alert().state();
    }

    private AtomicReference<Double> health(String component, double value) {
        AtomicReference<Double> health = new AtomicReference<>(value);
        Gauge.builder("vigie.health", health, AtomicReference::get)
                .tag("component", component)
                .register(registry);
        return health;
    }

    private List<AlertChange> ticks(int number) {
        List<AlertChange> changes = new ArrayList<>();
        for (int tick = 0; tick < number; tick++) {
            nanos += INTERVAL.toNanos();
            changes.addAll(engine.tick());
        }
        return changes;
    }

    private long passed() {
        return nanos;
    }
}
