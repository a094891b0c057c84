package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.TestLogging;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class HealthChecksTests {

    @BeforeAll
    static void logOnTheConsole() {
        TestLogging.asBefore();
    }

    private final Map<String, Supplier<HealthResult>> registered = new LinkedHashMap<>();

    @Test
    void keepTheFirstOfEachName() {
        registerAll(
                Set.of("disk"),
                new FixedCheck("disk", HealthResult.up()),
                new FixedCheck("a", HealthResult.up()),
                new FixedCheck("a", HealthResult.down()));

        assertThat(registered).containsOnlyKeys("a");
        assertThat(result("a")).isEqualTo(HealthResult.up());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a b", "a\nb"})
    void leaveOutANameThatCannotBeUsed(String name, CapturedOutput output) {
        registerAll(Set.of(), new FixedCheck(name, HealthResult.up()), new FixedCheck("fine", HealthResult.up()));

        assertThat(registered).containsOnlyKeys("fine");
        assertThat(output).contains(FixedCheck.class.getName(), "Let name() answer");
    }

    @Test
    void stepAsideForAGroup(CapturedOutput output) {
        new HealthChecks(() -> List.<HealthCheck>of(
                        new FixedCheck("disk", HealthResult.up()), new FixedCheck("full", HealthResult.up()))
                        .stream())
                .registerAll(registered::containsKey, refusing(Set.of("disk", "full", "fullCheck")));

        assertThat(registered).containsOnlyKeys("diskCheck");
        assertThat(output).contains("The health check 'full' cannot be registered");
    }

    @Test
    void answerForACheckThatThrows(CapturedOutput output) {
        registerAll(Set.of(), new FixedCheck("partner", null));

        HealthResult failed = HealthResult.down().with("error", "java.lang.IllegalStateException");
        assertThat(result("partner")).isEqualTo(failed);
        assertThat(result("partner")).isEqualTo(failed);
        String warning = "Health contributor partner threw java.lang.IllegalStateException and counts as DOWN";
        assertThat(output.getAll().split(warning, -1)).hasSize(2);
        assertThat(output).doesNotContain("hunter2", "db.internal", "\tat ");
    }

    @Test
    void tellTheTextOfWhatWasThrownAtDebugOnly(CapturedOutput output) {
        LoggingSystem logging = LoggingSystem.get(HealthChecksTests.class.getClassLoader());
        logging.setLogLevel(HealthCheck.class.getName(), LogLevel.DEBUG);
        try {
            registerAll(Set.of(), new FixedCheck("partner", null));

            assertThat(result("partner").status()).isEqualTo(HealthResult.Status.DOWN);
        } finally {
            logging.setLogLevel(HealthCheck.class.getName(), null);
        }
        assertThat(output.getAll().lines().filter(line -> line.contains("WARN")))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("IllegalStateException")
                .doesNotContain("hunter2");
        assertThat(output).contains("DEBUG", "hunter2");
    }

    @Test
    void keepAnInterruptForTheCaller() {
        registerAll(Set.of(), new HealthCheck() {
            @Override
            public String name() {
                return "slow";
            }

            @Override
            public HealthResult check() throws InterruptedException {
                throw new InterruptedException();
            }
        });

        assertThat(result("slow")).isEqualTo(HealthResult.unknown());
        assertThat(Thread.interrupted()).isTrue();
    }

    private void registerAll(Set<String> taken, HealthCheck... checks) {
        new HealthChecks(() -> List.of(checks).stream())
                .registerAll(name -> taken.contains(name) || registered.containsKey(name), registered::put);
    }

    private BiConsumer<String, Supplier<HealthResult>> refusing(Set<String> names) {
        return (name, check) -> {
            if (names.contains(name)) {
                throw new IllegalStateException("clashes with group");
            }
            registered.put(name, check);
        };
    }

    private HealthResult result(String name) {
        Supplier<HealthResult> check = registered.get(name);
        assertThat(check).as(name).isNotNull();
        return check == null ? HealthResult.unknown() : check.get();
    }
}
