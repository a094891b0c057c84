package dev.vigie.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.vigie.TestLogging;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class MeterLimitTests {

    private final MeterLimit limit = new MeterLimit(100);
    private final MeterRegistry registry = limited(new SimpleMeterRegistry());

    @BeforeAll
    static void readTheConsole() {
        TestLogging.asBefore();
    }

    @Test
    void oneNameGetsHalfOfTheRoomAndTheRestOfItIsOther(CapturedOutput output) {
        users(1000);
        assertThat(output.toString().lines().filter(line -> line.contains("There are too many meters")))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("50 in all, 50 of them orders", "its tag user are OTHER", "vigie.metrics.max-meters")
                        .doesNotContain("user 5"));
        assertThat(registry.find("orders").counters()).hasSize(51);
        assertThat(sum("orders")).isEqualTo(1000);
        assertThat(orders("OTHER")).isEqualTo(950);
        assertThat(denied()).isZero();

        registry.counter("payments").increment();
        registry.counter("orders", "user", "user 7").increment();
        registry.counter("orders", "user", "user 777").increment();
        assertThat(registry.get("payments").counter().count()).isEqualTo(1);
        assertThat(orders("user 7")).isEqualTo(2);
        assertThat(orders("OTHER")).isEqualTo(951);
    }

    @Test
    void theTagWithTheMostValuesIsClosedAndTheOthersStayTrue() {
        for (int i = 0; i < 1000; i++) {
            registry.counter("orders", "outcome", i % 4 == 0 ? "error" : "success", "user", "user " + i)
                    .increment();
        }
        assertThat(sum("orders")).isEqualTo(1000);
        assertThat(registry.find("orders").tag("outcome", "error").counters().stream()
                        .mapToDouble(Counter::count)
                        .sum())
                .isEqualTo(250);
        assertThat(registry.find("orders").counters()).hasSize(52);
    }

    @Test
    void tagsWithoutEndAreClosedOneAfterTheOther(CapturedOutput output) {
        for (int i = 0; i < 1000; i++) {
            registry.timer("calls", "host", "host " + i, "kind", "a", "user", "user " + i)
                    .record(Duration.ofMillis(1));
        }
        assertThat(registry.find("calls").timers()).hasSize(56);
        assertThat(registry.get("calls")
                        .tags("host", "OTHER", "kind", "a", "user", "OTHER")
                        .timer()
                        .count())
                .isEqualTo(945);
        assertThat(output.toString().lines().filter(line -> line.contains("There are too many meters")))
                .hasSize(2);
    }

    @Test
    void gaugesCannotBeAddedUpAndAreNotMade(CapturedOutput output) {
        for (int i = 0; i < 1000; i++) {
            registry.gauge("queue", Tags.of("user", "user " + i), i);
        }
        assertThat(registry.find("queue").gauges()).hasSize(50);
        assertThat(registry.find("queue").tag("user", "OTHER").gauge()).isNull();
        assertThat(denied()).isEqualTo(950);
        assertThat(output.toString().lines().filter(line -> line.contains("are not made")))
                .hasSize(1);
    }

    @Test
    void countersThatReadTheirValueElsewhereCannotBeAddedUpAndAreNotMade() {
        for (int i = 0; i < 1000; i++) {
            FunctionCounter.builder("visits", i, Integer::doubleValue)
                    .tag("user", "user " + i)
                    .register(registry);
        }
        assertThat(registry.find("visits").functionCounters()).hasSize(50);
        assertThat(registry.find("visits").tag("user", "OTHER").functionCounter())
                .isNull();
        assertThat(denied()).isEqualTo(950);
    }

    @Test
    void whenAllRoomIsNearlyTakenFurtherValuesOfEveryNameAreOther() {
        for (int i = 0; i < 1000; i++) {
            for (String name : List.of("orders", "payments", "visits")) {
                registry.counter(name, "user", "user " + i).increment();
            }
        }
        for (String name : List.of("orders", "payments", "visits")) {
            assertThat(sum(name)).isEqualTo(1000);
        }
        assertThat(registry.getMeters()).hasSizeLessThanOrEqualTo(101);
        assertThat(denied()).isZero();
    }

    @Test
    void anotherKindOfMeterOfTheSameNameIsLeftAlone() {
        users(1000);
        assertThatCode(() -> registry.timer("orders", "user", "user 2000").record(Duration.ofMillis(1)))
                .doesNotThrowAnyException();
        assertThat(orders("OTHER")).isEqualTo(950);
    }

    @Test
    void threadsTogetherLoseNothing() {
        MeterLimit shared = new MeterLimit(100);
        List<MeterRegistry> registries = List.of(new SimpleMeterRegistry(), new SimpleMeterRegistry());
        registries.forEach(one -> one.config().meterFilter(shared));
        IntStream.range(0, 100_000).parallel().forEach(i -> registries
                .get(i % 2)
                .counter("orders", "user", "user " + i % 997)
                .increment());
        for (MeterRegistry one : registries) {
            assertThat(one.find("orders").counters().stream()
                            .mapToDouble(Counter::count)
                            .sum())
                    .isEqualTo(50_000);
            assertThat(one.getMeters()).hasSizeLessThanOrEqualTo(56);
        }
    }

    @Test
    void namesWithoutEndComeToOne() {
        IntStream.range(0, 1000).forEach(i -> registry.counter("orders." + i).increment());
        assertThat(registry.getMeters().stream().map(Meter::getId).filter(id -> id.getName()
                        .startsWith("orders")))
                .hasSize(90);
    }

    @Test
    void whatIsCountedAlreadyHasRoomLeftForFurtherValues() {
        registry.counter("requests", "status", "200").increment();
        for (int i = 0; i < 1000; i++) {
            registry.gauge("queue", Tags.of("user", "user " + i), i);
            registry.gauge("load", Tags.of("user", "user " + i), i);
            registry.counter("orders." + i).increment();
        }
        registry.counter("requests", "status", "500").increment();

        assertThat(registry.get("requests").tag("status", "500").counter().count())
                .isEqualTo(1);
    }

    @Test
    void ownMetersAlwaysGetIn() {
        IntStream.range(0, 1000).forEach(i -> registry.counter("orders." + i).increment());
        registry.counter("vigie.web.failures").increment();
        assertThat(registry.find("vigie.web.failures").counter()).isNotNull();
    }

    @Test
    void whatIsRemovedMakesRoom() {
        for (int i = 0; i < 1000; i++) {
            registry.remove(registry.counter("orders", "user", "user " + i));
        }
        assertThat(denied()).isZero();
    }

    @Test
    void whatIsRemovedFromAllRegistriesMakesRoom() {
        MeterLimit shared = new MeterLimit(100);
        CompositeMeterRegistry both = new CompositeMeterRegistry();
        for (int i = 0; i < 2; i++) {
            MeterRegistry one = new SimpleMeterRegistry();
            one.config().commonTags("application", "crm").meterFilter(shared);
            both.add(one);
        }
        shared.bindTo(both);
        for (int i = 0; i < 1000; i++) {
            both.remove(both.counter("orders", "user", "user " + i));
        }
        assertThat(both.get("vigie.metrics.denied").functionCounter().count()).isZero();
    }

    private void users(int many) {
        IntStream.range(0, many)
                .forEach(i -> registry.counter("orders", "user", "user " + i).increment());
    }

    private double orders(String user) {
        return registry.get("orders").tag("user", user).counter().count();
    }

    private double sum(String name) {
        return registry.find(name).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private double denied() {
        return registry.get("vigie.metrics.denied").functionCounter().count();
    }

    private MeterRegistry limited(MeterRegistry limited) {
        limited.config().meterFilter(limit);
        limit.bindTo(limited);
        return limited;
    }
}
