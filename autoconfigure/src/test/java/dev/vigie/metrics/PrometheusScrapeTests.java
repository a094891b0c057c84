package dev.vigie.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.OpenSecurity;
import dev.vigie.TestApplication;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What Prometheus reads from a real server. */
@ExtendWith(OutputCaptureExtension.class)
class PrometheusScrapeTests {

    private static final String BUCKET = "http_server_requests_seconds_bucket";
    private static final String IN_PROGRESS = "http_server_requests_active_seconds";

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/info", "/actuator/prometheus"})
    void answersByDefault(String path) throws Exception {
        // The developer's disk may be as full as it likes.
        TestApplication application = application().property("vigie.health.disk.max-used-percent", "100");
        try (ConfigurableApplicationContext context = application.start()) {
            assertThat(TestApplication.get(context, path).statusCode()).isEqualTo(200);
            assertThat(TestApplication.get(context, "/actuator/env").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void putsTheCommonTagsOnEverySample() throws Exception {
        TestApplication application = application()
                .variable("ENVIRONMENT", "staging")
                .property("spring.application.name", "crm-api")
                .property("sentry.release", "2.1.0");
        List<Sample> samples = samplesOf(application);
        assertThat(samples).hasSizeGreaterThan(50);
        assertThat(samples).allSatisfy(sample -> assertThat(sample.labels())
                .containsEntry("application", "crm-api")
                .containsEntry("environment", "staging")
                .containsKey("version"));
        // This one tells the version of Java: a tag that a meter has of its own stays.
        assertThat(samples)
                .filteredOn(sample -> !sample.name().equals("jvm_info"))
                .allSatisfy(sample -> assertThat(sample.labels()).containsEntry("version", "2.1.0"));
    }

    @Test
    void countsResponseTimesInTheBucketsThatAlertRulesRead() throws Exception {
        List<Sample> buckets = samplesOf(application()).stream()
                .filter(sample -> sample.name().equals(BUCKET)
                        && "/organisations/{id}".equals(sample.labels().get("uri")))
                .toList();
        assertThat(buckets)
                .extracting(sample -> sample.labels().get("le"))
                .containsExactly(
                        "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1.0", "2.0", "5.0", "10.0", "+Inf");
        assertThat(buckets.get(buckets.size() - 1).value()).isEqualTo(1.0);
        assertThat(buckets).extracting(Sample::value).isSorted();
    }

    @Test
    void leavesNoTagEmpty() throws Exception {
        assertThat(samplesOf(application()))
                .allSatisfy(sample -> assertThat(sample.labels().values()).doesNotContain("", "NaN", "null"));
    }

    @Test
    void theApplicationsOwnBucketsWinWhole() throws Exception {
        TestApplication application =
                application().property("management.metrics.distribution.slo.http.server.requests", "300ms");
        assertThat(samplesOf(application))
                .filteredOn(sample -> sample.name().equals(BUCKET))
                .extracting(sample -> sample.labels().get("le"))
                .containsOnly("0.3", "+Inf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc", "http.server.requests", "http"})
    void requestsInProgressAreCountedWithoutBuckets(String withOwnBuckets) throws Exception {
        TestApplication application =
                application().property("management.metrics.distribution.slo." + withOwnBuckets, "300ms");
        assertThat(samplesOf(application))
                .extracting(Sample::name)
                .filteredOn(name -> name.startsWith(IN_PROGRESS))
                .containsOnly(IN_PROGRESS + "_count", IN_PROGRESS + "_sum", IN_PROGRESS + "_max");
    }

    @Test
    void theApplicationsOwnExposureWinsWhole() throws Exception {
        try (ConfigurableApplicationContext context = application()
                .property("management.endpoints.web.exposure.include", "health")
                .start()) {
            assertThat(TestApplication.get(context, "/actuator/prometheus").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void aTagOfTheApplicationWins() throws Exception {
        TestApplication application =
                application().with(OwnTags.class).property("management.metrics.tags.environment", "from-boot");
        assertThat(samplesOf(application)).allSatisfy(sample -> assertThat(sample.labels())
                .containsEntry("environment", "from-boot")
                .containsEntry("application", "from-filter"));
    }

    @Test
    void aSecondStartOfTheSameProcessHasOneSeriesEach() throws Exception {
        samplesOf(application());
        assertThat(samplesOf(application())).doesNotHaveDuplicates();
    }

    @Test
    void switchedOffThereIsNoScrapeAndTheStartupLineSaysWhy(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext context =
                application().property("vigie.metrics.enabled", "false").start()) {
            assertThat(TestApplication.get(context, "/actuator/prometheus").statusCode())
                    .isEqualTo(404);
        }
        assertThat(output).contains("metrics (vigie.metrics.enabled=false)");
    }

    private static TestApplication application() {
        return TestApplication.web().with(OpenSecurity.class, Organisations.class);
    }

    /** After one request of the application. */
    private static List<Sample> samplesOf(TestApplication application) throws Exception {
        try (ConfigurableApplicationContext context = application.start()) {
            assertThat(TestApplication.get(context, "/organisations/7").body()).isEqualTo("organisation 7");
            // The answer can be read before the request is counted.
            return Awaitility.await()
                    .until(
                            () -> Sample.parse(TestApplication.get(context, "/actuator/prometheus")
                                    .body()),
                            samples -> samples.stream().anyMatch(sample -> "/organisations/{id}"
                                    .equals(sample.labels().get("uri"))));
        }
    }

    @RestController
    static class Organisations {

        @GetMapping("/organisations/{id}")
        String one(@PathVariable long id) {
            return "organisation " + id;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnTags {

        @Bean
        MeterFilter ownTags() {
            return MeterFilter.commonTags(List.of(Tag.of("application", "from-filter")));
        }
    }
}
