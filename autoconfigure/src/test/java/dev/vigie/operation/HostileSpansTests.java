package dev.vigie.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.vigie.errors.Activation;
import dev.vigie.errors.ErrorLevel;
import dev.vigie.errors.ErrorTracker;
import dev.vigie.errors.ErrorUser;
import dev.vigie.errors.Spans;
import dev.vigie.privacy.Masking;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tracker that fails at one point or another: the work that is watched goes on. */
class HostileSpansTests {

    @ParameterizedTest
    @ValueSource(strings = {"current", "child", "activate", "close", "data", "tag", "describe", "failed", "finish", ""})
    void theWorkGoesOn(String failing) {
        Spans spans = spans(failing);
        Operations operations = new WatchedOperations(
                spans, OperationTimers.NONE, Masking.of(List.of()), new SlowOperations(Duration.ofHours(1)));
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig()
                .observationHandler(new ObservationSpans(spans, new Tracker(), Masking.of(List.of()), List.of()));

        assertThat(operations.<String, RuntimeException>call("export", operation -> {
                    operation.data("a", 1).tag("b", "c");
                    operation.failed(new IllegalStateException());
                    return "done";
                }))
                .isEqualTo("done");
        Observation observation = Observation.createNotStarted("work", registry).lowCardinalityKeyValue("a", "b");
        assertThat(observation.observe(() -> "done")).isEqualTo("done");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "close"})
    void aScopeThatWasNeverOpenedMayBeClosed(String failing) {
        ObservedSpan observed = new ObservedSpan((Spans.Span) hostile(Spans.Span.class, failing));

        assertThatCode(observed::close).doesNotThrowAnyException();
        observed.open();
        observed.open();
        assertThatCode(observed::closeAll).doesNotThrowAnyException();
        assertThatCode(observed::close).doesNotThrowAnyException();
    }

    private static Spans spans(String failing) {
        return new Spans() {
            @Override
            public Span current() {
                if (failing.equals("current")) {
                    throw new IllegalStateException(failing);
                }
                return (Span) hostile(Span.class, failing);
            }
        };
    }

    private static Object hostile(Class<?> type, String failing) {
        return Proxy.newProxyInstance(
                HostileSpansTests.class.getClassLoader(), new Class<?>[] {type}, (p, method, a) -> {
                    if (method.getName().equals(failing)) {
                        throw new IllegalStateException(failing);
                    }
                    Class<?> answer = method.getReturnType();
                    return answer == Spans.Span.class || answer == Activation.class ? hostile(answer, failing) : null;
                });
    }

    private static final class Tracker implements ErrorTracker {

        @Override
        public @Nullable String captureException(Throwable exception, Map<String, ?> extra) {
            return null;
        }

        @Override
        public @Nullable String captureMessage(String message, ErrorLevel level) {
            return null;
        }

        @Override
        public @Nullable String captureMessage(String message, ErrorLevel level, Map<String, ?> extra) {
            return null;
        }

        @Override
        public void addBreadcrumb(String message, String category, Map<String, ?> data) {}

        @Override
        public void setUser(ErrorUser user) {}

        @Override
        public void clearUser() {}
    }
}
