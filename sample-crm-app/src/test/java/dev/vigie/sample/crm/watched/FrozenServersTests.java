package dev.vigie.sample.crm.watched;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import dev.vigie.sample.crm.Answer;
import dev.vigie.sample.crm.CrmClient;
import dev.vigie.sample.crm.servers.CrmServers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** PostgreSQL and Redis stop answering (SIGSTOP) under the running application, and go on. */
class FrozenServersTests {

    private static final List<String> PATHS = List.of(
            "/health",
            "/health/monitoring",
            "/actuator/health",
            "/actuator/health/db",
            "/actuator/health/redis",
            "/actuator/health/readiness");

    /** The slowest answer; one of Spring Boot alone takes 30 seconds, a minute, or for ever. */
    private final AtomicLong slowest = new AtomicLong();

    @Test
    void healthAnswersAllTheTimeAndTellsTheTruth() {
        try (CrmServers servers = CrmServers.start();
                WatchedCrm watched = new WatchedCrm(
                        servers,
                        "management.endpoint.health.probes.enabled=true",
                        "management.endpoint.health.show-details=always")) {
            CrmClient client = watched.crm().client();
            awaitErrors(client, 0);
            JsonNode redis = ask(client, "/actuator/health").json().at("/components/redis/details");
            assertThat(redis.path("latency_ms").isNumber()).isTrue();
            assertThat(redis.path("max_latency_ms").asInt()).isEqualTo(100);
            slowest.set(0);

            CrmServers.freeze(servers.postgres());
            CrmServers.freeze(servers.redis());
            try {
                Awaitility.await("stale")
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> ask(client, "/actuator/health/db").body().contains("\"stale\":true"));
                Answer unhealthy = awaitErrors(client, 2);
                assertThat(unhealthy.status()).isEqualTo(503);
                assertThat(unhealthy.json().path("errors").toString())
                        .isEqualTo("[\"PostgreSQL connection failed\",\"Redis connection failed\"]");
                assertThat(ask(client, "/actuator/health/readiness").status()).isEqualTo(200);
                // None where the client has just given up by itself.
                assertThat(threadsOf("db")).isLessThanOrEqualTo(1);
                assertThat(threadsOf("redis")).isLessThanOrEqualTo(1);
            } finally {
                CrmServers.thaw(servers.postgres());
                CrmServers.thaw(servers.redis());
            }

            Recovery recovery = new Recovery(watched);
            assertThat(recovery.resultsUntilDatabaseIsUp()).isLessThanOrEqualTo(2);
            assertThat(recovery.resultsUntilRedisIsUp()).isLessThanOrEqualTo(2);
            assertThat(awaitErrors(client, 0).status()).isEqualTo(200);
            assertThat(Duration.ofNanos(slowest.get())).isLessThan(Duration.ofSeconds(5));
        }
    }

    /**
     * What the sample sets of its own is what every client has where nobody says anything: none of them gives up while
     * health is looked at here.
     */
    @Test
    void healthAnswersThoughNoClientGivesUp() {
        try (CrmServers servers = CrmServers.start();
                WatchedCrm watched = new WatchedCrm(
                        servers,
                        "spring.data.redis.timeout=60s",
                        "spring.data.redis.connect-timeout=10s",
                        "spring.datasource.hikari.connection-timeout=30000",
                        "spring.datasource.hikari.data-source-properties.socketTimeout=0",
                        "management.endpoint.health.probes.enabled=true",
                        "management.endpoint.health.show-details=always",
                        "vigie.health.bounded.interval=1s",
                        "vigie.health.bounded.timeout=500ms",
                        "vigie.health.bounded.max-stale=2s")) {
            assertClientsArePatient(watched);
            CrmClient client = watched.crm().client();
            awaitErrors(client, 0);
            slowest.set(0);

            CrmServers.freeze(servers.postgres());
            CrmServers.freeze(servers.redis());
            try {
                assertThat(awaitErrors(client, 2).status()).isEqualTo(503);
                JsonNode components = ask(client, "/actuator/health").json().path("components");
                for (String component : List.of("db", "redis")) {
                    assertThat(components.at("/" + component + "/status").asText())
                            .isEqualTo("DOWN");
                    assertThat(components.at("/" + component + "/details/error").asText())
                            .isEqualTo("No answer in time");
                    assertThat(threadsOf(component))
                            .as("threads of %s", component)
                            .isEqualTo(1);
                }
                assertThat(ask(client, "/actuator/health/readiness").status()).isEqualTo(200);
            } finally {
                CrmServers.thaw(servers.postgres());
                CrmServers.thaw(servers.redis());
            }

            Recovery recovery = new Recovery(watched);
            assertThat(recovery.resultsUntilDatabaseIsUp()).isLessThanOrEqualTo(2);
            assertThat(recovery.resultsUntilRedisIsUp()).isLessThanOrEqualTo(2);
            assertThat(awaitErrors(client, 0).status()).isEqualTo(200);
            assertThat(Duration.ofNanos(slowest.get())).isLessThan(Duration.ofSeconds(5));
        }
    }

    private static void assertClientsArePatient(WatchedCrm watched) {
        HikariDataSource pool = watched.crm().bean(HikariDataSource.class);
        assertThat(pool.getConnectionTimeout()).isEqualTo(30_000);
        assertThat(pool.getDataSourceProperties()).containsEntry("socketTimeout", "0");
        assertThat(watched.crm().bean(LettuceConnectionFactory.class).getTimeout())
                .isEqualTo(60_000);
    }

    @Test
    void oneThatHangsIsNoneOfTheOther() {
        try (CrmServers servers = CrmServers.start();
                WatchedCrm watched = new WatchedCrm(servers)) {
            CrmClient client = watched.crm().client();
            awaitErrors(client, 0);
            slowest.set(0);

            CrmServers.freeze(servers.redis());
            try {
                Answer answer = awaitErrors(client, 1);
                assertThat(answer.json().path("redis").asText()).isEqualTo("ERROR");
                assertThat(answer.json().path("database").asText()).isEqualTo("OK");
                assertThat(ask(client, "/actuator/health/db").status()).isEqualTo(200);
                assertThat(ask(client, "/actuator/health/redis").status()).isEqualTo(503);
            } finally {
                CrmServers.thaw(servers.redis());
            }

            assertThat(awaitErrors(client, 0).status()).isEqualTo(200);
            assertThat(Duration.ofNanos(slowest.get())).isLessThan(Duration.ofSeconds(5));
        }
    }

    private Answer awaitErrors(CrmClient client, int errors) {
        return Awaitility.await(errors + " errors")
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> {
                            PATHS.forEach(path -> ask(client, path));
                            return ask(client, "/health");
                        },
                        health -> health.json().path("errors").size() == errors);
    }

    private Answer ask(CrmClient client, String path) {
        long start = System.nanoTime();
        Answer answer = client.get(path);
        slowest.accumulateAndGet(System.nanoTime() - start, Math::max);
        return answer;
    }

    private static long threadsOf(String component) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("vigie-health " + component))
                .count();
    }
}
