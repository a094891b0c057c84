package dev.vigie.sample.crm.watched;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.sample.crm.Answer;
import dev.vigie.sample.crm.CrmClient;
import dev.vigie.sample.crm.servers.CrmServers;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** PostgreSQL and Redis are killed under the running application. */
class DeadServersTests {

    @Test
    void theApplicationLivesAndTellsTheTruth() {
        try (CrmServers servers = CrmServers.start();
                WatchedCrm watched = new WatchedCrm(servers, "management.endpoint.health.probes.enabled=true")) {
            CrmClient claire = watched.crm().clientOf("claire");
            Answer healthy = claire.get("/health");
            assertThat(healthy.status()).isEqualTo(200);
            assertThat(healthy.body())
                    .matches("\\{\"application\":\"OK\",\"database\":\"OK\",\"redis\":\"OK\","
                            + "\"disk\":\\{\"usage_percent\":[0-9.]+,\"healthy\":true},\"status\":\"healthy\","
                            + "\"timestamp\":\"20\\d\\d-[^\"]+Z\",\"errors\":\\[]}");
            assertThat(claire.get("/actuator/health/db").body()).isEqualTo("{\"status\":\"UP\"}");

            CrmServers.kill(servers.redis());
            CrmServers.kill(servers.postgres());

            Answer unhealthy = healthWithErrors(claire, 2);
            assertThat(unhealthy.status()).isEqualTo(503);
            assertThat(unhealthy.json().path("database").asText()).isEqualTo("ERROR");
            assertThat(unhealthy.json().path("redis").asText()).isEqualTo("ERROR");
            assertThat(unhealthy.json().path("status").asText()).isEqualTo("unhealthy");
            assertThat(unhealthy.json().path("errors").toString())
                    .isEqualTo("[\"PostgreSQL connection failed\",\"Redis connection failed\"]");
            assertThat(unhealthy.body()).doesNotContain("127.0.0.1").doesNotContain("Exception");
            assertThat(claire.get("/actuator/health/db").status()).isEqualTo(503);
            assertThat(claire.get("/actuator/health/liveness").status()).isEqualTo(200);
            assertThat(claire.get("/health/monitoring").status()).isEqualTo(200);
            assertThat(claire.get("/actuator/prometheus", "text/plain").status())
                    .isEqualTo(200);

            Answer failed = claire.get("/organisations");
            assertThat(failed.status()).isEqualTo(500);
            assertThat(failed.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(failed.body()).doesNotContain("jdbc").doesNotContain("Connection");
            assertThat(watched.sentry().eventsOf(failed.header("X-Request-ID")))
                    .singleElement()
                    .satisfies(event ->
                            assertThat(event.path("transaction").asText()).isEqualTo("GET /organisations"));
        }
    }

    @Test
    void theApplicationStartsWithoutThemWhenItHasNothingToMigrate() {
        try (WatchedCrm watched = new WatchedCrm(
                CrmServers.shared(),
                "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none",
                "spring.data.redis.port=1",
                "spring.flyway.enabled=false")) {
            Answer health = healthWithErrors(watched.crm().client(), 2);

            assertThat(health.status()).isEqualTo(503);
            assertThat(health.json().path("errors").toString())
                    .isEqualTo("[\"PostgreSQL connection failed\",\"Redis connection failed\"]");
        }
    }

    /** Results are kept for some seconds, and a pool that waits for a connection is late first. */
    private static Answer healthWithErrors(CrmClient client, int errors) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> client.get("/health"),
                        health -> health.json().path("errors").size() == errors);
    }
}
