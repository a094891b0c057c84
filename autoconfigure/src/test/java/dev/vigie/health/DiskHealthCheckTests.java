package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.TestLogging;
import dev.vigie.health.HealthResult.Status;
import java.io.File;
import java.io.Serial;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class DiskHealthCheckTests {

    @BeforeAll
    static void logOnTheConsole() {
        TestLogging.asBefore();
    }

    @ParameterizedTest
    @CsvSource({"1000, 100, 90.0, UP", "10000, 996, 90.0, UP", "10000, 994, 90.1, DOWN", "1000, 75, 92.5, DOWN"})
    void comparesTheShareItShows(long total, long free, double shown, Status status) {
        HealthResult result = new DiskHealthCheck(new Volume(total, free), 90).check();

        assertThat(result.status()).isEqualTo(status);
        assertThat(result.details())
                .containsEntry("path", "/data")
                .containsEntry("usage_percent", shown)
                .containsEntry("max_used_percent", 90.0)
                .containsEntry("free_bytes", free)
                .containsEntry("total_bytes", total)
                .hasSize(5);
    }

    @Test
    void isUnknownForAPathThatIsNotThereAndTellsTheWayOutOnce(CapturedOutput output) {
        DiskHealthCheck check = new DiskHealthCheck(new File("/nowhere/at/all"), 90);
        HealthResult result = check.check();
        check.check();

        assertThat(result.status()).isEqualTo(Status.UNKNOWN);
        assertThat(output.getAll().split("Vigie found a setting", -1)).hasSize(2);
        assertThat(output)
                .contains("The path '/nowhere/at/all' of the property vigie.health.disk.path cannot be read")
                .contains("Set vigie.health.disk.path to a directory");
        assertThat(result.details())
                .containsEntry("error", "The path cannot be read")
                .doesNotContainKey("usage_percent");
    }

    @Test
    void survivesAPathThatNoFileCanHave() {
        assertThat(new DiskHealthCheck(new File("\0"), 90).check().status()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void looksAtTheRealDisk() {
        HealthResult result = new DiskHealthCheck(new File("."), 100).check();

        assertThat(result.status()).isEqualTo(Status.UP);
        assertThat((double) result.details().getOrDefault("usage_percent", -1.0))
                .isBetween(0.0, 100.0);
    }

    private static final class Volume extends File {

        @Serial
        private static final long serialVersionUID = 1;

        private final long total;
        private final long free;

        Volume(long total, long free) {
            super("/data");
            this.total = total;
            this.free = free;
        }

        @Override
        public long getTotalSpace() {
            return total;
        }

        @Override
        public long getUsableSpace() {
            return free;
        }
    }
}
