package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class HealthMetersTests {

    private final Map<String, Object> contributors = new ConcurrentHashMap<>();
    private final GatedCheck partner = new GatedCheck("partner");
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private @Nullable BoundedHealth<Object, HealthResult> health;

    @AfterEach
    void stop() {
        partner.letGo();
        Objects.requireNonNull(health).destroy();
    }

    @Test
    void oneIsUpZeroIsBadAndNanIsNotKnown() {
        contributors.put("fine", answering(HealthResult.up()));
        contributors.put("db", Map.of("orders", answering(HealthResult.down())));
        contributors.put("paused", answering(HealthResult.of(HealthResult.Status.OUT_OF_SERVICE)));
        contributors.put("vague", answering(HealthResult.unknown()));
        contributors.put("silent", (Callable<@Nullable HealthResult>) () -> null);
        contributors.put("hanging", partner.hang());
        contributors.put("inMemory", "needs no bound");

        start();

        Awaitility.await().untilAsserted(() -> assertThat(values("vigie.health"))
                .isEqualTo(Map.of(
                        "fine",
                        1.0,
                        "db/orders",
                        0.0,
                        "paused",
                        0.0,
                        "vague",
                        Double.NaN,
                        "silent",
                        Double.NaN,
                        "hanging",
                        Double.NaN)));
        assertThat(values("vigie.health.age"))
                .hasEntrySatisfying("fine", age -> assertThat(age).isBetween(0.0, 60.0))
                .containsEntry("hanging", Double.NaN);
        assertThat(values("vigie.health.duration"))
                .hasEntrySatisfying("db/orders", took -> assertThat(took).isBetween(0.0, 60.0))
                .containsEntry("hanging", Double.NaN);
        assertThat(partner.asked()).isEqualTo(1);
    }

    @Test
    void whatHangsForTooLongIsDown() {
        contributors.put("partner", partner);
        start("vigie.health.bounded.interval=100ms", "vigie.health.bounded.timeout=50ms");
        Awaitility.await()
                .until(() -> Double.valueOf(1).equals(values("vigie.health").get("partner")));

        partner.hang();

        // For max-stale the last result counts.
        Awaitility.await()
                .until(() -> Double.valueOf(0).equals(values("vigie.health").get("partner")));
        assertThat(values("vigie.health.age").get("partner")).isGreaterThan(0.3);
    }

    @Test
    void aScrapeAsksNothingItself() {
        contributors.put("partner", partner);
        start("vigie.health.bounded.interval=1h");
        Awaitility.await()
                .until(() -> Double.valueOf(1).equals(values("vigie.health").get("partner")));

        for (int i = 0; i < 1000; i++) {
            values("vigie.health");
        }

        assertThat(partner.asked()).isEqualTo(1);
    }

    @Test
    void goesWithItsContributorAndComesWithANewOne() {
        contributors.put("partner", partner);
        start("vigie.health.bounded.interval=100ms");
        Awaitility.await().until(() -> values("vigie.health").containsKey("partner"));

        contributors.put("other", answering(HealthResult.up()));
        contributors.remove("partner");

        Awaitility.await()
                .untilAsserted(() -> assertThat(values("vigie.health")).isEqualTo(Map.of("other", 1.0)));
        assertThat(values("vigie.health.age")).containsOnlyKeys("other");
    }

    /** Nobody has asked for it until now, which says nothing about how it is. */
    @Test
    void theFirstScrapeOfWhatRestedKnowsNothing() {
        contributors.put("own", answering(HealthResult.up()));
        start(
                "vigie.health.bounded.interval=1s",
                "vigie.health.bounded.timeout=10ms",
                "vigie.health.bounded.max-stale=20ms");
        Awaitility.await().until(() -> registry.find("vigie.health").gauges().size() == 1);
        Gauge own = registry.get("vigie.health").tag("component", "own").gauge();
        long begin = System.nanoTime();
        Awaitility.await().until(() -> System.nanoTime() - begin > 1_500_000_000L);

        assertThat(own.value()).isNaN();
        Awaitility.await().until(() -> own.value() == 1);
    }

    @Test
    void saysOfACompositeWhetherItNamesItsMembers() {
        GatedCheck list = new GatedCheck("list");
        contributors.put("tenants", (FakeApi.OwnComposite) () -> {
            list.check();
            return Map.of("a", answering(HealthResult.up()));
        });
        contributors.put("own", (FakeApi.OwnComposite) () -> Map.of("members", answering(HealthResult.down())));
        start("vigie.health.bounded.interval=100ms", "vigie.health.bounded.timeout=50ms");
        try {
            Awaitility.await().untilAsserted(() -> assertThat(values("vigie.health"))
                    .isEqualTo(Map.of(
                            "tenants/a", 1.0, "tenants/members", 1.0, "own/members", 0.0, "own/membersCheck", 1.0)));

            list.hang();

            Awaitility.await().untilAsserted(() -> assertThat(values("vigie.health"))
                    .containsEntry("tenants/members", 0.0)
                    .containsEntry("tenants/a", 1.0));
        } finally {
            list.letGo();
        }
    }

    @Test
    void hasOneSeriesForAllBeyondTheFirstHundred(CapturedOutput output) {
        Map<String, Object> tenants = new ConcurrentHashMap<>();
        IntStream.range(100, 250).forEach(i -> tenants.put("t" + i, answering(HealthResult.up())));
        contributors.put("db", tenants);
        contributors.put("redis", answering(HealthResult.up()));
        start("vigie.health.bounded.interval=100ms");
        Awaitility.await().untilAsserted(() -> assertThat(values("vigie.health"))
                .hasSize(101)
                .containsKeys("redis", "db/t100", "db/t198")
                .containsEntry("OTHER", 1.0));
        assertThat(values("vigie.health.age").get("OTHER")).isBetween(0.0, 60.0);
        assertThat(values("vigie.health.duration").get("OTHER")).isBetween(0.0, 60.0);

        tenants.put("t249", answering(HealthResult.unknown()));
        Awaitility.await()
                .untilAsserted(() -> assertThat(values("vigie.health")).containsEntry("OTHER", Double.NaN));
        tenants.put("t248", answering(HealthResult.down()));
        Awaitility.await()
                .untilAsserted(() -> assertThat(values("vigie.health")).containsEntry("OTHER", 0.0));

        // Who had a series keeps it, and who is gone makes room.
        tenants.put("t000", answering(HealthResult.up()));
        tenants.remove("t100");
        tenants.remove("t248");
        Awaitility.await().untilAsserted(() -> assertThat(values("vigie.health"))
                .hasSize(101)
                .doesNotContainKey("db/t100")
                .containsKeys("redis", "db/t198", "db/t000")
                .containsEntry("OTHER", Double.NaN));
        assertThat(output.getAll().split("health components; vigie_health has 100 of them", -1))
                .hasSize(2);
    }

    @Test
    void isThereInEveryRegistry() {
        contributors.put("partner", partner);
        start();
        Awaitility.await().until(() -> values("vigie.health").containsKey("partner"));

        MeterRegistry later = new SimpleMeterRegistry();
        new HealthMeters(Objects.requireNonNull(health)).bindTo(later);

        Awaitility.await().until(() -> later.find("vigie.health").gauge() != null);
    }

    private static Callable<HealthResult> answering(HealthResult result) {
        return () -> result;
    }

    private Map<String, Double> values(String name) {
        return registry.find(name).gauges().stream()
                .collect(Collectors.toMap(HealthMetersTests::component, Gauge::value));
    }

    private static String component(Meter meter) {
        return Objects.requireNonNull(meter.getId().getTag("component"));
    }

    private void start(String... properties) {
        String[] all = Stream.concat(Stream.of("vigie.health.bounded.max-stale=300ms"), Stream.of(properties))
                .toArray(String[]::new);
        BoundedHealth<Object, HealthResult> started = FakeApi.health(contributors, all);
        health = started;
        new HealthMeters(started).bindTo(registry);
        started.start();
    }
}
