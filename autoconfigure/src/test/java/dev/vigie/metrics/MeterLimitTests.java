package dev.vigie.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class MeterLimitTests {

    private final MeterLimit limit = new MeterLimit(100);
    private final MeterRegistry registry = limited(new SimpleMeterRegistry());

    @Test
    void oneNameGetsHalfOfTheRoomAndOthersTheRest(CapturedOutput output) {
        IntStream.range(0, 1000)
                .forEach(i -> registry.counter("orders", "user", "user " + i).increment());
        assertThat(output.toString().lines().filter(line -> line.contains("There are too many meters")))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("50 in all, 50 of them orders", "vigie.metrics.max-meters")
                        .doesNotContain("user 5"));
        assertThat(registry.find("orders").counters()).hasSize(50);
        assertThat(denied()).isEqualTo(950);

        registry.counter("payments").increment();
        registry.counter("orders", "user", "user 7").increment();
        assertThat(registry.get("payments").counter().count()).isEqualTo(1);
        assertThat(registry.get("orders").tag("user", "user 7").counter().count())
                .isEqualTo(2);
        assertThat(denied()).isEqualTo(950);
    }

    @Test
    void namesWithoutEndComeToOne() {
        IntStream.range(0, 1000).forEach(i -> registry.counter("orders." + i).increment());
        assertThat(registry.getMeters().stream().map(Meter::getId).filter(id -> id.getName()
                        .startsWith("orders")))
                .hasSize(100);
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

    private double denied() {
        return registry.get("vigie.metrics.denied").functionCounter().count();
    }

    private MeterRegistry limited(MeterRegistry limited) {
        limited.config().meterFilter(limit);
        limit.bindTo(limited);
        return limited;
    }
}
