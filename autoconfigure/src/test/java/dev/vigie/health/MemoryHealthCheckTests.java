package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.feature.HostMemory;
import dev.vigie.health.HealthResult.Status;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemoryHealthCheckTests {

    private static final long MAX = Runtime.getRuntime().maxMemory();

    private final AtomicLong now = new AtomicLong();
    private HostMemory host = new HostMemory(1000, 300);
    private long heap = MAX / 4;

    private final MemoryHealthCheck check =
            new MemoryHealthCheck(() -> host, () -> heap, new HealthProperties.Memory(true, 90, Status.DOWN), now::get);

    @Test
    void tellsWhatIsUsedForGood() {
        HealthResult result = check.check();

        assertThat(result.status()).isEqualTo(Status.UP);
        assertThat(result.details())
                .containsEntry("usage_percent", 70.0)
                .containsEntry("heap_usage_percent", 25.0)
                .containsEntry("max_used_percent", 90.0)
                .containsEntry("exceeded", false)
                .containsEntry("available_bytes", 300L)
                .containsEntry("total_bytes", 1000L)
                .containsEntry("heap_max_bytes", MAX)
                .hasSize(7);
    }

    @Test
    void passesItsLimitWhenTheMachineIsFull() {
        host = new HostMemory(1000, 20);

        assertThat(aMinute().status()).isEqualTo(Status.DOWN);
        assertThat(check.check().details()).containsEntry("usage_percent", 98.0).containsEntry("exceeded", true);
    }

    @Test
    void passesItsLimitWhenTheHeapIsFull() {
        heap = MAX;

        assertThat(check.check().status()).isEqualTo(Status.UP);
        assertThat(aMinute().status()).isEqualTo(Status.DOWN);
    }

    @Test
    void tellsTheHeapAloneWhereTheMachineSaysNothing() {
        host = new HostMemory(Double.NaN, Double.NaN);

        HealthResult result = aMinute();

        assertThat(result.status()).isEqualTo(Status.UP);
        assertThat(result.details())
                .containsOnlyKeys("heap_usage_percent", "max_used_percent", "exceeded", "heap_max_bytes");
    }

    @Test
    void looksAtTheRealMemory() {
        HealthResult result = MemoryHealthCheck.of(new HealthProperties.Memory(true, 100, Status.DOWN))
                .check();

        assertThat(result.status()).isEqualTo(Status.UP);
        assertThat((double) result.details().getOrDefault("heap_usage_percent", -1.0))
                .isBetween(0.0, 100.0);
    }

    private HealthResult aMinute() {
        HealthResult result = check.check();
        for (int i = 0; i < 12; i++) {
            now.addAndGet(Duration.ofSeconds(5).toNanos());
            result = check.check();
        }
        return result;
    }
}
