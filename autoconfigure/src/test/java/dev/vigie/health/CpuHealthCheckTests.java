package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.health.HealthResult.Status;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CpuHealthCheckTests {

    private final AtomicLong now = new AtomicLong();
    private double load = 0.25;

    @Test
    void tellsTheAverage() {
        CpuHealthCheck check = check(Status.UP);
        check.check();
        load = 0.5;

        assertThat(next(check).status()).isEqualTo(Status.UP);
        assertThat(next(check).details())
                .containsEntry("usage_percent", 41.7)
                .containsEntry("max_used_percent", 90.0)
                .containsEntry("exceeded", false)
                .containsEntry("processors", Runtime.getRuntime().availableProcessors())
                .hasSize(4);
    }

    @ParameterizedTest
    @EnumSource
    void isWhatTheApplicationSaysAboveItsLimit(Status status) {
        CpuHealthCheck check = check(status);
        load = 1;
        HealthResult result = check.check();
        for (int i = 0; i < 12; i++) {
            assertThat(result.status()).isEqualTo(Status.UP);
            result = next(check);
        }

        assertThat(result.status()).isEqualTo(status);
        assertThat(result.details()).containsEntry("exceeded", true).containsEntry("usage_percent", 100.0);
    }

    @Test
    void isUnknownUntilThereIsAReading() {
        load = Double.NaN;

        assertThat(check(Status.DOWN).check())
                .isEqualTo(HealthResult.unknown().with("error", "The CPU usage is not known"));
    }

    @Test
    void looksAtTheRealProcessors() {
        assertThat(Jvm.cpuLoad()).satisfiesAnyOf(load -> assertThat(load).isNaN(), load -> assertThat(load)
                .isBetween(0.0, 1.0));
        CpuHealthCheck check = CpuHealthCheck.of(new HealthProperties.Cpu(true, 95, Status.DOWN));

        assertThat(check.check().status()).isIn(Status.UP, Status.UNKNOWN);
        assertThat(check.name()).isEqualTo("cpu");
    }

    private HealthResult next(CpuHealthCheck check) {
        now.addAndGet(Duration.ofSeconds(5).toNanos());
        return check.check();
    }

    private CpuHealthCheck check(Status above) {
        return new CpuHealthCheck(
                () -> load,
                new HealthProperties.Cpu(true, 90, above),
                new SustainedLimit("The load", "a.property", 90, now::get));
    }
}
