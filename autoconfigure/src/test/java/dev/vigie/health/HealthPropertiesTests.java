package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.TestLogging;
import dev.vigie.health.HealthResult.Status;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class HealthPropertiesTests {

    @BeforeAll
    static void logOnTheConsole() {
        TestLogging.asBefore();
    }

    @Test
    void haveDefaultsThatNeedNoThought(CapturedOutput output) {
        HealthProperties properties = bound(Map.of());

        assertThat(properties.enabled()).isTrue();
        assertThat(properties.disk()).isEqualTo(new HealthProperties.Disk(true, ".", 90));
        assertThat(properties.sentry().enabled()).isTrue();
        assertThat(properties.endpoints())
                .isEqualTo(new HealthProperties.Endpoints(true, "/health", "/health/monitoring"));
        assertThat(output).doesNotContain("cannot use");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-5, 1", "100.5, 100", "1e9, 100", "NaN, 90"})
    void bringAShareThatIsNoneIntoRange(String given, double used, CapturedOutput output) {
        HealthProperties properties = bound(Map.of("vigie.health.disk.max-used-percent", given));

        assertThat(properties.disk().maxUsedPercent()).isEqualTo(used);
        assertThat(output).contains("vigie.health.disk.max-used-percent is ", "Action:", "from 1 to 100");
    }

    @Test
    void haveLimitsThatOnlyTell() {
        HealthProperties properties = bound(Map.of());

        assertThat(properties.cpu()).isEqualTo(new HealthProperties.Cpu(true, 95, Status.UP));
        assertThat(properties.memory()).isEqualTo(new HealthProperties.Memory(true, 95, Status.UP));
        assertThat(properties.redis()).isEqualTo(new HealthProperties.Redis(true, Duration.ofMillis(100), Status.UP));
    }

    @Test
    void bringLimitsThatAreNoneIntoRange(CapturedOutput output) {
        HealthProperties properties = bound(Map.of(
                "vigie.health.cpu.max-used-percent", "0",
                "vigie.health.memory.max-used-percent", "NaN",
                "vigie.health.memory.status-above", "out-of-service",
                "vigie.health.redis.max-latency", "0"));

        assertThat(properties.cpu().maxUsedPercent()).isEqualTo(1);
        assertThat(properties.memory()).isEqualTo(new HealthProperties.Memory(true, 95, Status.OUT_OF_SERVICE));
        assertThat(properties.redis().maxLatency()).isEqualTo(Duration.ofMillis(1));
        assertThat(output)
                .contains("vigie.health.cpu.max-used-percent is 0.0, which is no share. 1 is used.")
                .contains("vigie.health.memory.max-used-percent is NaN, which is no share. 95 is used.")
                .contains("vigie.health.redis.max-latency is 0. 1ms is used.");
    }

    @Test
    void takeABlankPathAsNone() {
        assertThat(bound(Map.of("vigie.health.disk.path", " ")).disk().path()).isEqualTo(".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"health", "/", "/health/", "/health/**", "/{any}", "/a b", "//", "/health?x"})
    void useNoPathThatIsNone(String given, CapturedOutput output) {
        HealthProperties properties =
                bound(Map.of("vigie.health.endpoints.path", given, "vigie.health.endpoints.monitoring-path", given));

        assertThat(properties.endpoints())
                .isEqualTo(new HealthProperties.Endpoints(true, "/health", "/health/monitoring"));
        assertThat(output)
                .contains("vigie.health.endpoints.path is no plain path. /health is used.")
                .contains("vigie.health.endpoints.monitoring-path is no plain path. /health/monitoring is used.");
    }

    @Test
    void tellThatOnePathIsNotEnough(CapturedOutput output) {
        bound(Map.of("vigie.health.endpoints.path", "/up", "vigie.health.endpoints.monitoring-path", "/up"));

        assertThat(output).contains("vigie.health.endpoints.path and monitoring-path are the same");
    }

    private static HealthProperties bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("vigie.health", HealthProperties.class);
    }
}
