package dev.vigie.sample.crm.watched;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigie.sample.crm.CrmClient;
import dev.vigie.sample.crm.servers.CrmServers;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A real Prometheus reads the CRM, in the format it likes best, and rules find what they ask for. */
class PrometheusTests {

    @Test
    void scrapesTheApplicationAndAnswersRules() {
        Path executable = InstalledProgram.find("prometheus");
        try (WatchedCrm watched = new WatchedCrm(CrmServers.shared());
                Prometheus prometheus =
                        Prometheus.scraping(executable, watched.crm().port())) {
            CrmClient claire = watched.crm().clientOf("claire");
            CrmClient stranger = watched.crm().client();
            Awaitility.await().untilAsserted(() -> assertThat(value(prometheus.query("up")))
                    .as("up: %s", prometheus.lastError())
                    .isEqualTo("1"));

            Awaitility.await().untilAsserted(() -> {
                // A rate needs two scrapes with requests between them.
                claire.get("/organisations");
                claire.get("/demo/error");
                stranger.get("/organisations");
                assertPositive(
                        prometheus,
                        "sum(rate(http_server_requests_seconds_count{outcome=\"SERVER_ERROR\"}[1m]))"
                                + " / sum(rate(http_server_requests_seconds_count[1m]))");
                assertPositive(
                        prometheus,
                        "histogram_quantile(0.95, sum by (le) (rate(http_server_requests_seconds_bucket[1m])))");
                assertPositive(prometheus, "increase(vigie_web_failures_total{outcome=\"server_error\"}[1m])");
            });
            assertPositive(prometheus, "1 - system_memory_available_bytes / system_memory_total_bytes");
            assertPositive(prometheus, "jvm_memory_used_bytes{area=\"heap\"} > 0");
            assertThat(value(prometheus.query("vigie_health{component=\"db\"}")))
                    .isEqualTo("1");
            assertThat(value(prometheus.query("vigie_health{component=\"redis\"}")))
                    .isEqualTo("1");
            assertThat(value(prometheus.query("vigie_users_active"))).isEqualTo("1");
            assertThat(prometheus.query("vigie_health == 0").isEmpty()).isTrue();
            assertThat(value(prometheus.query("vigie_logins_total{reason=\"wrong_password\"}")))
                    .isEqualTo("0");
            Awaitility.await().untilAsserted(() -> assertThat(prometheus
                            .exemplars("http_server_requests_seconds_bucket")
                            .at("/0/exemplars/0/labels/trace_id")
                            .asText())
                    .matches("[0-9a-f]{32}"));
        }
    }

    private static void assertPositive(Prometheus prometheus, String expression) {
        JsonNode result = prometheus.query(expression);
        assertThat(result.isEmpty()).as(expression).isFalse();
        assertThat(Double.parseDouble(value(result))).as(expression).isPositive();
    }

    private static String value(JsonNode result) {
        return result.at("/0/value/1").asText();
    }
}
