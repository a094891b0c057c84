package dev.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.OpenSecurity;
import dev.vigie.TestApplication;
import dev.vigie.test.RecordedSentry;
import io.sentry.SentryEvent;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which requests leave an access line, and what may stand in it. */
@ExtendWith(OutputCaptureExtension.class)
class AccessSettingsTests {

    @ParameterizedTest
    @ValueSource(
            strings = {"--logging.level.access=off", "--vigie.web.access.enabled=false", "--vigie.web.enabled=false"})
    void areOffWhenAskedTo(String argument) throws Exception {
        String[] property = argument.substring(2).split("=", 2);
        try (ConfigurableApplicationContext context =
                application().property(property[0], property[1]).start()) {
            RecordedAccess recorded = RecordedAccess.listen();

            assertThat(TestApplication.get(context, "/text/7").statusCode()).isEqualTo(200);

            assertThat(recorded.all()).isEmpty();
        }
    }

    @Test
    void leaveOutProbesAndTheScrapeByDefault() throws Exception {
        try (ConfigurableApplicationContext context = application().start()) {
            RecordedAccess recorded = RecordedAccess.listen();
            for (String path : List.of(
                    "/health",
                    "/health/monitoring",
                    "/actuator/health",
                    "/actuator/health/liveness",
                    "/actuator/prometheus",
                    "/livez",
                    "/readyz")) {
                TestApplication.get(context, path);
            }
            TestApplication.get(context, "/healthy");
            TestApplication.get(context, "/actuator");

            // On two connections: the second line may be written before the first.
            assertThat(paths(recorded, 2)).containsExactlyInAnyOrder("/healthy", "/actuator");
        }
    }

    @Test
    void leaveOutNothingWithAnEmptyList() throws Exception {
        try (ConfigurableApplicationContext context =
                application().property("vigie.web.access.exclude", "").start()) {
            RecordedAccess recorded = RecordedAccess.listen();

            TestApplication.get(context, "/health");

            assertThat(paths(recorded, 1)).containsExactly("/health");
        }
    }

    @Test
    void matchPathsWithinTheContextPathAndTellPatternsThatAreNone(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext context = application()
                .property("server.servlet.context-path", "/shop")
                .property("vigie.web.access.exclude", "/text/{id}/{broken,json/*")
                .start()) {
            RecordedAccess recorded = RecordedAccess.listen();

            TestApplication.get(context, "/shop/json/1");
            TestApplication.get(context, "/shop/text/1");

            assertThat(paths(recorded, 1)).containsExactly("/shop/text/1");
            assertThat(output.getOut())
                    .contains("vigie.web.access.exclude: \"/text/{id}/{broken\" is no path pattern; it is left out.")
                    .contains("Use paths and path patterns of Spring MVC, such as /health or /actuator/health/**.");
        }
    }

    @Test
    void leaveOutTheClientsAddressWherePrivacySaysSo() throws Exception {
        try (ConfigurableApplicationContext context = application()
                .property("vigie.privacy.request.client-ip", "false")
                .start()) {
            RecordedAccess recorded = RecordedAccess.listen();

            TestApplication.get(context, "/text/7");

            assertThat(paths(recorded, 1)).hasSize(1);
            assertThat(recorded.all().get(0).told()).doesNotContainKey("client_ip");
        }
    }

    @Test
    void areNeitherEventsNorStepsInSentry() throws Exception {
        try (ConfigurableApplicationContext context = application()
                .with(Recording.class)
                .property("sentry.dsn", RecordedSentry.DSN)
                .property("sentry.logging.minimum-event-level", "info")
                .start()) {
            RecordedAccess recorded = RecordedAccess.listen();

            TestApplication.get(context, "/text/7");

            assertThat(paths(recorded, 1)).hasSize(1);
            LoggerFactory.getLogger("app").info("a line that becomes an event");
            Awaitility.await().untilAsserted(() -> assertThat(
                            context.getBean(RecordedSentry.class).events())
                    .extracting(SentryEvent::getLogger)
                    .contains("app")
                    .doesNotContain("access"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Recording {

        @Bean
        RecordedSentry recordedSentry() {
            return new RecordedSentry();
        }
    }

    @Test
    void areOfTheCategoryAccess(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext context =
                application().property("vigie.logging.console", "json").start()) {
            TestApplication.get(context, "/text/7");

            Awaitility.await().untilAsserted(() -> assertThat(output.getOut()).contains("request_completed"));
            assertThat(output.getOut().lines().filter(line -> line.contains("request_completed")))
                    .singleElement()
                    .asString()
                    .contains("\"category\":\"access\"", "\"event\":\"request_completed\"", "\"level\":\"info\"")
                    .contains("\"route\":\"GET /text/{id}\"", "\"path\":\"/text/7\"", "\"status\":200");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/a/b%20c, /a/b%20c",
        "'/a\nb', /a%0Ab",
        "'/a\u001b[31m', /a%1B[31m",
        "/\u2028, /%E2%80%A8",
        "'/a b', /a%20b"
    })
    void percentEncodeWhatIsNoPartOfAPath(String path, String told) {
        assertThat(AccessLines.printable(path)).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({
        "/health/**, '', /health, true",
        "/health/**, '', /health/, true",
        "/health/**, '', /health/a/b, true",
        "/health/**, '', /healthy, false",
        "/health, '', /health/, false",
        "health, '', /health, true",
        "/{any}/up, '', /a/up, true",
        "/a*, '', /abc, true",
        "/health, /app, /app/health, true",
        "/health, /app, /health, true",
        "/app/health, /app, /app/health, false",
        "/my path, '', /my%20path, true",
        "/health, '', /%zz, false"
    })
    void leaveOutWhatAPatternMatches(String pattern, String contextPath, String path, boolean excluded) {
        assertThat(ExcludedPaths.of(List.of(pattern)).contain(path, contextPath))
                .isEqualTo(excluded);
    }

    private static List<Object> paths(RecordedAccess recorded, int count) {
        Awaitility.await().untilAsserted(() -> assertThat(recorded.all()).hasSizeGreaterThanOrEqualTo(count));
        return recorded.all().stream().map(line -> line.told().get("path")).toList();
    }

    private static TestApplication application() {
        return TestApplication.web().with(OpenSecurity.class, AccessApplication.Handlers.class);
    }
}
