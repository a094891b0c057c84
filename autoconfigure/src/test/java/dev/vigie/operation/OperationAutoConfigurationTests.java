package dev.vigie.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.TestApplication;
import dev.vigie.errors.Spans;
import dev.vigie.test.RecordedSentry;
import io.micrometer.core.instrument.MeterRegistry;
import io.sentry.protocol.SentrySpan;
import io.sentry.protocol.SentryTransaction;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the switches leave, and who else may be in charge. */
class OperationAutoConfigurationTests {

    @ParameterizedTest
    @ValueSource(strings = {"vigie.enabled", "vigie.operation.enabled"})
    void switchedOffLeavesOperationsThatDoNothing(String key) throws Exception {
        try (ConfigurableApplicationContext context =
                SpansApplication.start("--sentry.traces-sample-rate=1.0", "--" + key + "=false")) {
            assertThat(SpansApplication.get(context, "/operation").statusCode()).isEqualTo(200);
            assertThat(SpansApplication.get(context, "/failing-operation").statusCode())
                    .isEqualTo(500);

            assertThat(context.getBean(MeterRegistry.class)
                            .find("vigie.operations")
                            .meters())
                    .isEmpty();
            assertThat(context.getBean(Operations.class)).isSameAs(Operations.NONE);
            assertThat(context.containsBean("vigieWatchedDataSources")).isFalse();
        }
    }

    @Test
    void spansCanBeSwitchedOffAlone() throws Exception {
        try (ConfigurableApplicationContext context =
                SpansApplication.start("--sentry.traces-sample-rate=1.0", "--vigie.operation.spans.enabled=false")) {
            assertThat(descriptions(context, "/observed")).isEmpty();
            assertThat(descriptions(context, "/operation")).containsExactly("create_organisation", "send_mail");
            assertThat(context.containsBean("vigieObservationSpans")).isFalse();
            assertThat(context.containsBean("sentrySpanRestClientCustomizer")).isTrue();
        }
    }

    /** Timers and lines do not depend on whether this request is recorded; the trace goes on in any case. */
    @Test
    void aRequestThatIsNotSampledHasNoSpansAndStillHandsItsTraceOn() throws Exception {
        try (ConfigurableApplicationContext context = SpansApplication.start("--sentry.traces-sample-rate=0.0")) {
            SpansApplication.get(context, "/operation");
            SpansApplication.get(context, "/sql");
            SpansApplication.get(context, "/call");

            assertThat(context.getBean(RecordedSentry.class).transactions()).isEmpty();
            assertThat(context.getBean(MeterRegistry.class)
                            .get("vigie.operations")
                            .tags("operation", "create_organisation", "outcome", "success")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(context.getBean(SpansApplication.Endpoints.class)
                            .headers()
                            .get(0))
                    .endsWith("-0");
        }
    }

    @Test
    void withoutSentryThereIsNothingToRecordAndOperationsWork() {
        try (ConfigurableApplicationContext context = TestApplication.nonWeb().start()) {
            context.getBean(Operations.class).run("export", operation -> operation.data("a", 1));

            assertThat(context.getBean(Spans.class).current()).isNull();
            assertThat(context.getBean(MeterRegistry.class)
                            .get("vigie.operations")
                            .tags("operation", "export", "outcome", "success")
                            .timer()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void operationsOfTheApplicationWin() {
        try (ConfigurableApplicationContext context =
                TestApplication.nonWeb().with(OwnOperations.class).start()) {
            assertThat(context.getBean(Operations.class)).isSameAs(OwnOperations.OWN);
        }
    }

    private static List<String> descriptions(ConfigurableApplicationContext context, String path) throws Exception {
        SpansApplication.get(context, path);
        RecordedSentry sentry = context.getBean(RecordedSentry.class);
        String name = "GET " + path.toLowerCase(Locale.ROOT);
        SentryTransaction transaction = Awaitility.await()
                .until(
                        () -> sentry.transactions().stream()
                                .filter(sent -> name.equals(sent.getTransaction()))
                                .toList(),
                        found -> !found.isEmpty())
                .get(0);
        return transaction.getSpans().stream()
                .map(SentrySpan::getDescription)
                .map(Objects::requireNonNull)
                .toList();
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnOperations {

        static final Operations OWN = name -> IdleOperation.INSTANCE;

        @Bean
        Operations ownOperations() {
            return OWN;
        }
    }
}
