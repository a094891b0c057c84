package dev.vigie.errors.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.TestLogging;
import dev.vigie.errors.ErrorCounts;
import dev.vigie.errors.ErrorOutcome;
import dev.vigie.feature.ErrorDelivery.Facts;
import dev.vigie.feature.ErrorDelivery.Failure;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class DeliveryStateTests {

    @BeforeAll
    static void logOnTheConsole() {
        TestLogging.asBefore();
    }

    private static final Instant NOW = Instant.parse("2026-01-30T14:00:00Z");
    private static final String DOES_NOT = "does not take events";
    private static final String AGAIN = "takes events again";

    private final ErrorCounts counts = new ErrorCounts();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final DeliveryState state = new DeliveryState(counts, Clock.fixed(NOW, ZoneOffset.UTC), nanos::get);

    @Test
    void tellsTheFactsAsTheyAre() {
        state.succeeded();
        fail(ErrorOutcome.REJECTED);
        counts.count(ErrorOutcome.DUPLICATE, 2);
        counts.count(ErrorOutcome.QUOTA, 3);
        counts.count(ErrorOutcome.SAMPLED, 4);
        counts.enterQueue(5);

        assertThat(state.read().lastSuccess()).isEqualTo(NOW);
        assertThat(state.read().lastFailure()).isEqualTo(new Failure("rejected", NOW));
        assertThat(state.read().suppressed()).isEqualTo(5);
        assertThat(state.read().queued()).isEqualTo(5);
        assertThat(state.read().dropped()).isEqualTo(Map.of("rejected", 1L, "sampled", 4L));
    }

    @Test
    void whatCameInIsEitherSentSuppressedOrDropped() {
        long each = 1;
        long all = 0;
        for (ErrorOutcome outcome : ErrorOutcome.values()) {
            counts.count(outcome, each);
            all += each;
            each *= 3;
        }

        Facts facts = state.read();

        assertThat(facts.suppressed())
                .isEqualTo(counts.of(ErrorOutcome.DUPLICATE)
                        + counts.of(ErrorOutcome.OUTCOME)
                        + counts.of(ErrorOutcome.EXCLUDED)
                        + counts.of(ErrorOutcome.QUOTA));
        long dropped =
                facts.dropped().values().stream().mapToLong(Long::longValue).sum();
        assertThat(facts.sent() + facts.suppressed() + dropped).isEqualTo(all);
    }

    @Test
    void saysHowLongItLastedAndHowManyWereLost(CapturedOutput output) {
        state.at("sentry.example");
        counts.count(ErrorOutcome.REJECTED, 7);
        fail(ErrorOutcome.UNREACHABLE);
        counts.count(ErrorOutcome.QUEUE_OVERFLOW, 10);
        counts.count(ErrorOutcome.SAMPLED, 100);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(90));
        fail(ErrorOutcome.NO_ANSWER);
        state.succeeded();
        state.succeeded();

        assertThat(output)
                .contains("Sentry at sentry.example does not take events: there is no connection")
                .contains("Sentry at sentry.example takes events again, after 90 s. 12 events were lost meanwhile.");
        assertThat(output.getOut()).containsOnlyOnce(DOES_NOT).containsOnlyOnce(AGAIN);
    }

    @Test
    void isQuietAboutAConnectionThatComesAndGoes(CapturedOutput output) {
        for (int i = 0; i < 100; i++) {
            fail(ErrorOutcome.UNREACHABLE);
            state.succeeded();
        }
        assertThat(output.getOut()).containsOnlyOnce(DOES_NOT).containsOnlyOnce(AGAIN);
    }

    @Test
    void tellsAnOutageThatBeganInTheQuietMinuteWhenItLasts(CapturedOutput output) {
        fail(ErrorOutcome.UNREACHABLE);
        state.succeeded();
        fail(ErrorOutcome.REJECTED);
        assertThat(output).doesNotContain("it answers with an error");

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(60));
        fail(ErrorOutcome.REJECTED);
        assertThat(output).contains("it answers with an error");
        state.succeeded();
        assertThat(output).contains("2 events were lost meanwhile");
    }

    private void fail(ErrorOutcome kind) {
        counts.count(kind, 1);
        state.failed(kind, 1);
    }
}
