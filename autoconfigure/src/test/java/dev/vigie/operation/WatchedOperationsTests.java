package dev.vigie.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigie.errors.Spans;
import dev.vigie.metrics.TagLimit;
import dev.vigie.privacy.Masking;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class WatchedOperationsTests {

    private final Lines lines = new Lines(Operations.class);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @AfterEach
    void stopListening() {
        lines.close();
    }

    @Test
    void countsOneOperationOnceHoweverOftenItIsClosed() {
        Operation operation = operations(List.of(), 10).start("export");
        operation.close();
        operation.close();

        assertThat(count("export", "success")).isEqualTo(1);
        assertThat(count("export", "error")).isZero();
    }

    @Test
    void marksWhatFailedWhenItIsSaid() {
        try (Operation operation = operations(List.of(), 10).start("export")) {
            operation.failed(new IOException());
        }

        assertThat(count("export", "error")).isEqualTo(1);
    }

    @Test
    void marksWhatFailedInRunAndCallAndThrowsItOn() throws IOException {
        Operations operations = operations(List.of(), 10);

        assertThatThrownBy(() -> operations.run("export", operation -> {
                    throw new IOException("disk full");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
        assertThatThrownBy(() -> operations.call("export", operation -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(StackOverflowError.class);
        assertThat(operations.<String, IOException>call("export", operation -> "done"))
                .isEqualTo("done");
        assertThat(count("export", "error")).isEqualTo(2);
        assertThat(count("export", "success")).isEqualTo(1);
    }

    @Test
    void tagsATimerOnlyWithWhatIsDeclared() {
        try (Operation operation = operations(List.of("category"), 10).start("export")) {
            operation.tag("category", "Institution").tag("user", "7");
        }

        assertThat(registry.get("vigie.operations")
                        .tag("outcome", "success")
                        .timer()
                        .getId()
                        .getTags())
                .extracting(tag -> tag.getKey() + "=" + tag.getValue())
                .containsExactlyInAnyOrder("category=Institution", "operation=export", "outcome=success");
    }

    @Test
    void takesFewNamesAndSaysOnceWhenThereAreMore() {
        Operations operations = operations(List.of("category"), 3);
        try (Lines limits = new Lines(TagLimit.class)) {
            for (int i = 0; i < 50; i++) {
                try (Operation operation = operations.start("export_" + i)) {
                    operation.tag("category", "c" + i);
                }
            }
            assertThat(limits.texts())
                    .hasSize(2)
                    .allMatch(line -> line.contains("vigie.operation.max-names raises"))
                    .noneMatch(line -> line.contains("export_3") || line.contains("c3"));
        }

        assertThat(registry.getMeters()).hasSize(2 * 4);
        assertThat(count("OTHER", "success")).isEqualTo(47);
    }

    @Test
    void takesFewCombinationsOfTagsAndLosesNothing() {
        Operations operations = operations(List.of("a", "b"), 5);
        try (Lines limits = new Lines(TagLimit.class)) {
            for (int i = 0; i < 5 * 5 * 5 * 2; i++) {
                try (Operation operation = operations.start("export_" + i % 5)) {
                    operation.tag("a", "a" + i / 5 % 5).tag("b", "b" + i / 25 % 5);
                }
            }
            assertThat(limits.texts())
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .contains("All tags together");
        }

        assertThat(registry.getMeters()).hasSize(2 * (50 + 5));
        for (int i = 0; i < 5; i++) {
            assertThat(count("export_" + i, "success")).isEqualTo(50);
        }
        assertThat(registry.find("vigie.operations")
                        .tags("a", "OTHER", "b", "OTHER", "outcome", "success")
                        .timers())
                .hasSize(5)
                .allSatisfy(timer -> assertThat(timer.count()).isEqualTo(30));
    }

    @Test
    void writesALineWhenItWasSlow() {
        try (Operation operation = operations(List.of(), 10).start("export")) {
            operation.data("org_id", 7).data("password", "hunter2").tag("category", "Institution");
        }

        assertThat(lines.text())
                .contains("slow_operation_detected")
                .contains("operation=\"export\"")
                .contains("threshold_ms=\"0\"")
                .contains("org_id=7")
                .contains("category=Institution")
                .doesNotContain("hunter2");
    }

    @Test
    void writesNoneWhenItWasNotOrNeverIs() {
        for (Duration threshold : List.of(Duration.ofHours(1), Duration.ZERO, Duration.ofSeconds(Long.MAX_VALUE))) {
            new WatchedOperations(
                            Spans.NONE, OperationTimers.NONE, Masking.of(List.of()), new SlowOperations(threshold))
                    .start("export")
                    .close();
        }

        assertThat(lines.text()).doesNotContain("slow_operation_detected");
    }

    @Test
    @SuppressWarnings("NullAway") // what the signature forbids, and somebody does
    void takesWhateverItIsGiven() {
        Object hostile = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("on purpose");
            }
        };

        assertThatCode(() -> {
                    try (Operation operation =
                            operations(List.of("category"), 10).start(null)) {
                        operation.data(null, null).data("a", null).data("hostile", hostile);
                        operation.data("long", "x".repeat(100_000)).data("map", Map.of("token", "s3cret"));
                        operation.tag(null, "x").tag("category", null).tag("k".repeat(1000), "v");
                        operation.failed(null);
                        for (int i = 0; i < 1000; i++) {
                            operation.data("key" + i, i);
                        }
                    }
                    operations(List.of(), -1).start(" ").close();
                })
                .doesNotThrowAnyException();
        assertThat(count("unnamed", "error")).isEqualTo(1);
        assertThat(lines.text())
                .doesNotContain("s3cret")
                .doesNotContain("key100=")
                .hasSizeLessThan(10_000);
    }

    @Test
    void mayBeClosedByAnotherThread() throws InterruptedException {
        Operation operation = operations(List.of(), 10).start("export");
        Thread other = new Thread(operation::close);
        other.start();
        other.join();

        assertThat(count("export", "success")).isEqualTo(1);
    }

    @Test
    void worksWithoutAMeterRegistry() {
        StaticListableBeanFactory nothing = new StaticListableBeanFactory();
        Operations operations = new WatchedOperations(
                Spans.NONE,
                new MicrometerTimers(nothing.getBeanProvider(MeterRegistry.class), properties(List.of(), 10)),
                Masking.of(List.of()),
                new SlowOperations(Duration.ofHours(1)));

        assertThatCode(() -> operations.start("export").close()).doesNotThrowAnyException();
    }

    private Operations operations(List<String> timerTags, int maxNames) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory(Map.of("registry", registry));
        return new WatchedOperations(
                Spans.NONE,
                new MicrometerTimers(beans.getBeanProvider(MeterRegistry.class), properties(timerTags, maxNames)),
                Masking.of(List.of()),
                new SlowOperations(Duration.ofNanos(1)));
    }

    private static OperationProperties properties(List<String> timerTags, int maxNames) {
        return new OperationProperties(
                true,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                new OperationProperties.SpanProperties(true, List.of()),
                timerTags,
                maxNames);
    }

    private long count(String operation, String outcome) {
        return registry.find("vigie.operations").tags("operation", operation, "outcome", outcome).timers().stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }
}
