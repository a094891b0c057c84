package dev.vigie.errors.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.errors.ErrorLevel;
import dev.vigie.errors.ErrorOutcome;
import dev.vigie.test.RecordedSentry;
import io.sentry.DataCategory;
import io.sentry.EventProcessor;
import io.sentry.Hint;
import io.sentry.ITransaction;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.SentryOptions.BeforeSendCallback;
import io.sentry.SentryOptions.OnDiscardCallback;
import io.sentry.clientreport.DiscardReason;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;

/** Only ids of events that the transport really took are told, and everything else is counted for what it is. */
class ToldIdsTests {

    private static final String DSN = "--sentry.dsn=" + RecordedSentry.DSN;

    @Test
    void tellsNoIdOfAnEventThatIsSampledAway() {
        try (DeliveryApplication app = DeliveryApplication.with(Recorded.class, DSN, "--sentry.sample-rate=0.0")) {
            assertThat(app.capture()).isNull();
            assertThat(app.tracker().captureMessage("hello", ErrorLevel.WARNING))
                    .isNull();
            assertThat(idOfOneThatWasLoggedFirst(app)).isNull();

            assertThat(app.bean(RecordedSentry.class).events()).isEmpty();
            assertThat(app.of(ErrorOutcome.SAMPLED)).isEqualTo(3);
            assertThat(app.of(ErrorOutcome.DUPLICATE)).isEqualTo(1);
            assertThat(app.ended()).isEqualTo(4);
        }
    }

    @Test
    void tellsNoIdOfAnEventThatBeforeSendDrops() {
        try (DeliveryApplication app = DeliveryApplication.with(Dropping.class, DSN)) {
            assertThat(app.capture()).isNull();
            assertThat(idOfOneThatWasLoggedFirst(app)).isNull();

            assertThat(app.of(ErrorOutcome.BEFORE_SEND)).isEqualTo(2);
            assertThat(app.ended()).isEqualTo(3);
        }
    }

    @Test
    void tellsTheIdOfAnEventThatALoggerCapturedFirst() {
        try (DeliveryApplication app = DeliveryApplication.with(Recorded.class, DSN)) {
            String id = idOfOneThatWasLoggedFirst(app);

            assertThat(app.bean(RecordedSentry.class).events()).singleElement().satisfies(event -> assertThat(
                            String.valueOf(event.getEventId()))
                    .isEqualTo(id));
            assertThat(app.of(ErrorOutcome.SENT)).isEqualTo(1);
            assertThat(app.of(ErrorOutcome.DUPLICATE)).isEqualTo(1);
        }
    }

    @Test
    void countsWhatAProcessorOrAnIgnoreListOfTheApplicationDrops() {
        try (DeliveryApplication app = DeliveryApplication.with(
                Processing.class, DSN, "--sentry.ignored-exceptions-for-type=java.lang.ArithmeticException")) {
            RuntimeException error = new IllegalArgumentException("dropped by the processor");
            assertThat(app.tracker().captureException(error)).isNull();
            assertThat(app.tracker().captureException(error)).isNull();
            assertThat(app.tracker().captureException(new ArithmeticException("ignored")))
                    .isNull();
            assertThat(app.capture()).isNotNull();

            // The application's processor looks first, also at an error that it knows.
            assertThat(app.of(ErrorOutcome.EVENT_PROCESSOR)).isEqualTo(3);
            assertThat(app.of(ErrorOutcome.SENT)).isEqualTo(1);
            assertThat(app.ended()).isEqualTo(4);
        }
    }

    @Test
    void leavesTransactionsOutOfTheNumbersOfErrors() {
        try (DeliveryApplication app = DeliveryApplication.with(Recorded.class, DSN, "--sentry.traces-sample-rate=1")) {
            ITransaction transaction = Sentry.startTransaction("work", "task");
            transaction.finish();

            assertThat(app.bean(RecordedSentry.class).transactions()).hasSize(1);
            assertThat(app.ended()).isZero();
            assertThat(app.facts().lastSuccess()).isNotNull();
        }
    }

    @Test
    void theApplicationStillHearsOfDiscards() {
        try (DeliveryApplication app = DeliveryApplication.with(Listening.class, DSN, "--sentry.sample-rate=0.0")) {
            app.capture();

            assertThat(app.bean(Listening.Ear.class).heard).containsExactly("sample_rate error 1");
            assertThat(app.of(ErrorOutcome.SAMPLED)).isEqualTo(1);
        }
    }

    @Test
    void saysHowManyOfAKindWereNotSent() {
        try (DeliveryApplication app = DeliveryApplication.with(
                Recorded.class,
                DSN,
                "--vigie.errors.quota.enabled=true",
                "--vigie.errors.quota.burst=2",
                "--vigie.errors.quota.per-minute=6000")) {
            List<SentryEvent> events = app.bean(RecordedSentry.class).events();
            long told = 0;
            while (app.captured() < 100_000
                    && events.stream().noneMatch(event -> event.getExtra("suppressed_before") != null)) {
                told += app.capture() == null ? 0 : 1;
                events = app.bean(RecordedSentry.class).events();
            }

            SentryEvent last = events.get(events.size() - 1);
            Object before = last.getExtra("suppressed_before");
            assertThat(before).isInstanceOf(Number.class);
            assertThat(((Number) before).longValue()).isEqualTo(app.of(ErrorOutcome.QUOTA));
            assertThat(events).hasSize((int) told);
            assertThat(app.ended()).isEqualTo(app.captured());
            assertThat(app.facts().suppressed()).isEqualTo(app.of(ErrorOutcome.QUOTA));
        }
    }

    private static @Nullable String idOfOneThatWasLoggedFirst(DeliveryApplication app) {
        RuntimeException error = new IllegalStateException("logged");
        LoggerFactory.getLogger("app").error("first", error);
        return app.tracker().captureException(error, Map.of());
    }

    static class Recorded {

        @Bean
        RecordedSentry recordedSentry() {
            return new RecordedSentry();
        }
    }

    static class Dropping extends Recorded {

        @Bean
        BeforeSendCallback dropping() {
            return (event, hint) -> null;
        }
    }

    static class Processing extends Recorded {

        @Bean
        EventProcessor dropping() {
            return new EventProcessor() {
                @Override
                public @Nullable SentryEvent process(SentryEvent event, Hint hint) {
                    return event.getThrowable() instanceof IllegalArgumentException ? null : event;
                }
            };
        }
    }

    static class Listening extends Recorded {

        @Bean
        Ear ear() {
            return new Ear();
        }

        static class Ear implements OnDiscardCallback {

            private final Queue<String> heard = new ConcurrentLinkedQueue<>();

            @Override
            public void execute(DiscardReason reason, DataCategory category, Long number) {
                heard.add(reason.getReason() + " " + category.getCategory() + " " + number);
            }
        }
    }
}
