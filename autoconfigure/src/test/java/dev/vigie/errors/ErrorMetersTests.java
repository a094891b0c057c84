package dev.vigie.errors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.feature.ErrorDelivery;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class ErrorMetersTests {

    private static final Instant NOW = Instant.parse("2026-01-30T14:00:00Z");

    private final ErrorCounts counts = new ErrorCounts();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private @Nullable Instant lastSuccess;

    @Test
    void areThereAtZeroFromTheStart() {
        bind();

        for (ErrorOutcome outcome : ErrorOutcome.values()) {
            assertThat(count(outcome)).as(outcome.reason()).isZero();
        }
        assertThat(registry.find("vigie.errors.events").functionCounters()).hasSize(ErrorOutcome.values().length);
        assertThat(registry.get("vigie.errors.queued").gauge().value()).isZero();
        assertThat(registry.get("vigie.errors.last.success.age").gauge().value())
                .isNaN();
    }

    @Test
    void tellWhatHappened() {
        bind();
        counts.enterQueue(3);
        counts.leaveQueue(ErrorOutcome.REJECTED, 2);
        counts.count(ErrorOutcome.QUOTA, 7);
        lastSuccess = NOW.minusMillis(1_500);

        assertThat(count(ErrorOutcome.REJECTED)).isEqualTo(2);
        assertThat(count(ErrorOutcome.QUOTA)).isEqualTo(7);
        assertThat(registry.get("vigie.errors.queued").gauge().value()).isEqualTo(1);
        assertThat(registry.get("vigie.errors.last.success.age").gauge().value())
                .isEqualTo(1.5);
    }

    private double count(ErrorOutcome outcome) {
        return registry.get("vigie.errors.events")
                .tag("outcome", outcome.outcome())
                .tag("reason", outcome.reason())
                .functionCounter()
                .count();
    }

    private void bind() {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        ErrorDelivery delivery = () -> new ErrorDelivery.Facts(lastSuccess, null, 0, 0, 0, Map.of());
        beans.addBean("delivery", delivery);
        new ErrorMeters(counts, beans.getBeanProvider(ErrorDelivery.class), Clock.fixed(NOW, ZoneOffset.UTC))
                .bindTo(registry);
    }
}
