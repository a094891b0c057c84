package dev.vigie.errors.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.OpenSecurity;
import dev.vigie.TestApplication;
import dev.vigie.test.RecordedSentry;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.sentry.Sentry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which trace a bucket of the scrape leads to. */
class SentryExemplarsTests {

    private static final Pattern EXEMPLAR = Pattern.compile(
            "http_server_requests_seconds_bucket\\{.*uri=\"/slow\".*} 1(?:\\.0)? # \\{span_id=\"(\\w{16})\",trace_id=\"(\\w{32})\"} .*");

    @AfterEach
    void closeSentry() {
        Sentry.close();
    }

    @Test
    void theBucketOfARequestNamesItsTrace() throws Exception {
        try (ConfigurableApplicationContext context = application("1.0").start()) {
            TestApplication.get(context, "/slow");
            List<MatchResult> found = Awaitility.await().until(() -> exemplars(context), all -> !all.isEmpty());

            RecordedSentry sentry = context.getBean(RecordedSentry.class);
            var trace = Objects.requireNonNull(
                    sentry.transactions().get(0).getContexts().getTrace());
            assertThat(found.get(0).group(1)).isEqualTo(trace.getSpanId().toString());
            assertThat(found.get(0).group(2)).isEqualTo(trace.getTraceId().toString());
            // OpenMetrics 1.0 knows exemplars of buckets and counters, and Prometheus refuses a scrape with others.
            assertThat(openMetrics(context).lines().filter(line -> line.contains("trace_id")))
                    .isNotEmpty()
                    .allMatch(line -> line.matches("\\w+_(bucket|total)\\{.*"));
            // Prometheus' own text format has no place for them.
            assertThat(TestApplication.get(context, "/actuator/prometheus").body())
                    .contains("uri=\"/slow\"")
                    .doesNotContain("trace_id");
        }
    }

    @Test
    void theApplicationsOwnWordOnWhereExemplarsStandWins() throws Exception {
        try (ConfigurableApplicationContext context = application("1.0")
                .property(
                        "management.prometheus.metrics.export.properties.io.prometheus.exporter.exemplarsOnAllMetricTypes",
                        "true")
                .start()) {
            TestApplication.get(context, "/slow");
            Awaitility.await().until(() -> openMetrics(context)
                    .lines()
                    .anyMatch(line ->
                            line.startsWith("http_server_requests_seconds_count{") && line.contains("trace_id")));
        }
    }

    @Test
    void aTraceThatIsNotRecordedIsNotNamed() throws Exception {
        try (ConfigurableApplicationContext context = application("0.0").start()) {
            TestApplication.get(context, "/slow");
            Awaitility.await().until(() -> openMetrics(context).contains("uri=\"/slow\""));

            assertThat(exemplars(context)).isEmpty();
            assertThat(openMetrics(context)).doesNotContain("trace_id");
        }
    }

    @Test
    void nothingIsNamedOutsideOfATrace() throws Exception {
        try (ConfigurableApplicationContext context = application("1.0").start()) {
            SpanContext spans = context.getBean(SpanContext.class);
            assertThat(spans.isCurrentSpanSampled()).isFalse();
            assertThat(spans.getCurrentTraceId()).isNull();
            assertThat(spans.getCurrentSpanId()).isNull();
        }
    }

    @Test
    void anOwnSpanContextWins() throws Exception {
        try (ConfigurableApplicationContext context =
                application("1.0").with(OwnSpans.class).start()) {
            assertThat(context.getBeansOfType(SpanContext.class)).containsOnlyKeys("own");
        }
    }

    private static List<MatchResult> exemplars(ConfigurableApplicationContext context) throws Exception {
        return openMetrics(context)
                .lines()
                .flatMap(line -> EXEMPLAR.matcher(line).results())
                .toList();
    }

    private static String openMetrics(ConfigurableApplicationContext context) throws Exception {
        URI uri = URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port")
                + "/actuator/prometheus");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Accept", "application/openmetrics-text;version=1.0.0")
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static TestApplication application(String rate) {
        return TestApplication.web()
                .with(OpenSecurity.class, RecordedSentry.class, Slow.class)
                .property("sentry.dsn", RecordedSentry.DSN)
                .property("sentry.traces-sample-rate", rate);
    }

    @RestController
    static class Slow {

        @GetMapping("/slow")
        String slow() {
            return "done";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnSpans {

        @Bean
        SpanContext own() {
            return new SpanContext() {
                @Override
                public @Nullable String getCurrentTraceId() {
                    return null;
                }

                @Override
                public @Nullable String getCurrentSpanId() {
                    return null;
                }

                @Override
                public boolean isCurrentSpanSampled() {
                    return false;
                }

                @Override
                public void markCurrentSpanAsExemplar() {
                    // Nobody looks at them.
                }
            };
        }
    }
}
