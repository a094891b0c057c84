package dev.vigie.sample.crm.watched;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.sample.crm.CrmClient;
import dev.vigie.sample.crm.servers.CrmServers;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The scrape of the CRM, as a Prometheus reads it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScrapeTests {

    private final WatchedCrm watched = new WatchedCrm(CrmServers.shared());

    @AfterAll
    void stop() {
        watched.close();
    }

    @Test
    void everySeriesSaysWhereItIsFrom() {
        assertThat(watched.scrape().labelsOfAll()).hasSizeGreaterThan(100).allSatisfy(labels -> assertThat(labels)
                .containsEntry("application", "crm-api")
                .containsEntry("environment", "production")
                // Of jvm_info it is the version of the JVM: a meter's own tag wins.
                .containsEntry(
                        "version",
                        labels.containsKey("runtime") ? System.getProperty("java.runtime.version") : "0.1.0-SNAPSHOT"));
    }

    @Test
    void failuresAreThereBeforeTheFirstOne() {
        Scrape scrape = watched.scrape();

        for (String outcome : List.of("client_error", "server_error")) {
            assertThat(scrape.hasCounter("vigie_web_failures_total", Map.of("outcome", outcome)))
                    .isTrue();
        }
        for (String outcome : List.of("sent", "suppressed", "dropped")) {
            assertThat(scrape.hasCounter("vigie_errors_events_total", Map.of("outcome", outcome)))
                    .isTrue();
        }
        for (String reason : List.of("unknown_user", "wrong_password", "account_locked")) {
            assertThat(scrape.hasCounter("vigie_logins_total", Map.of("outcome", "failure", "reason", reason)))
                    .isTrue();
        }
    }

    @Test
    void activePeopleAreThoseOfRealSessions() {
        CrmClient nobody = watched.crm().client();
        assertThat(nobody.get("/organisations").status()).isEqualTo(401);

        for (String user : List.of("claire", "claire", "samir")) {
            assertThat(watched.crm().clientOf(user).get("/organisations").status())
                    .isEqualTo(200);
        }

        Scrape scrape = watched.scrape();
        assertThat(scrape.gauge("vigie_users_active")).isEqualTo(2);
        // Two ids of sessions may, once in many thousand runs, share a place.
        assertThat(scrape.gauge("vigie_sessions_active")).isBetween(2.0, 3.0);
    }

    @Test
    void responseTimesHaveTheBucketsRulesAskFor() {
        CrmClient client = watched.crm().client();
        assertThat(client.get("/health").status()).isEqualTo(200);

        assertThat(watched.scrape().histograms("http_server_requests_seconds"))
                .isNotEmpty()
                .allSatisfy(histogram -> assertThat(histogram.getBuckets())
                        .extracting(bucket -> bucket.getUpperBound())
                        .contains(1.0, 2.0, Double.POSITIVE_INFINITY));
    }

    @Test
    void promtoolIsContent() throws Exception {
        Promtool promtool = Promtool.find();

        Promtool.Verdict verdict = promtool.checkMetrics(watched.scrape().text());

        // 3 means remarks.
        assertThat(verdict.exitCode()).as(verdict.output()).isIn(0, 3);
        Pattern known = MetricsPage.knownRemarks();
        assertThat(verdict.output().lines().filter(line -> !known.matcher(line).matches()))
                .as("remarks that docs/metrics.md does not explain")
                .isEmpty();
    }
}
