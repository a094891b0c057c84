package dev.vigie.sample.crm.watched;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.sample.crm.Answer;
import dev.vigie.sample.crm.CrmClient;
import dev.vigie.sample.crm.servers.CrmServers;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** PostgreSQL and Redis are where nobody answers: the ways in which a network is broken, and mended again. */
class UnreachableServersTests {

    private static final String URL = "spring.datasource.url";
    private static final String REDIS_PORT = "spring.data.redis.port";

    private static final List<String> PATHS = List.of(
            "/health", "/health/monitoring", "/actuator/health", "/actuator/health/db", "/actuator/health/redis");

    /** Where the real ones are. */
    private final Map<String, String> servers = CrmServers.shared().properties().stream()
            .map(property -> property.split("=", 2))
            .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));

    @Test
    void connectionsAreRefused() throws IOException {
        try (DeadEnd postgres = DeadEnd.refusing();
                DeadEnd redis = DeadEnd.refusing()) {
            assertHealthAnswers(postgres, redis);
        }
    }

    /** As behind a proxy whose server is gone. */
    @Test
    void connectionsAreTakenAndNobodyAnswers() throws IOException {
        try (DeadEnd postgres = DeadEnd.silent();
                DeadEnd redis = DeadEnd.silent()) {
            assertHealthAnswers(postgres, redis);
        }
    }

    /** As with a firewall that drops packets. */
    @Test
    void connectHangs() throws IOException {
        try (DeadEnd postgres = DeadEnd.full();
                DeadEnd redis = DeadEnd.full()) {
            assertHealthAnswers(postgres, redis);
        }
    }

    private void assertHealthAnswers(DeadEnd postgres, DeadEnd redis) throws IOException {
        int postgresPort = URI.create(value(URL).substring("jdbc:".length())).getPort();
        try (WatchedCrm watched = new WatchedCrm(
                CrmServers.shared(),
                "spring.flyway.enabled=false",
                URL + "=" + value(URL).replaceFirst(":" + postgresPort + "/", ":" + postgres.port() + "/"),
                REDIS_PORT + "=" + redis.port(),
                "vigie.health.bounded.interval=1s",
                "vigie.health.bounded.timeout=500ms",
                "vigie.health.bounded.max-stale=1s")) {
            CrmClient client = watched.crm().client();
            Answer answer = awaitErrors(client, 2);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().path("errors").toString())
                    .isEqualTo("[\"PostgreSQL connection failed\",\"Redis connection failed\"]");
            assertThat(answer.body())
                    .doesNotContain("127.0.0.1", Integer.toString(postgres.port()), Integer.toString(redis.port()));
            assertThat(threadsOf("db")).isLessThanOrEqualTo(1);
            assertThat(threadsOf("redis")).isLessThanOrEqualTo(1);

            Recovery recovery = new Recovery(watched);
            postgres.leadTo(postgresPort);
            assertThat(recovery.resultsUntilDatabaseIsUp()).isLessThanOrEqualTo(2);
            redis.leadTo(Integer.parseInt(value(REDIS_PORT)));
            assertThat(recovery.resultsUntilRedisIsUp()).isLessThanOrEqualTo(2);
            assertThat(awaitErrors(client, 0).status()).isEqualTo(200);
        }
    }

    private static Answer awaitErrors(CrmClient client, int errors) {
        return Awaitility.await(errors + " errors")
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> {
                            PATHS.forEach(path -> assertAnswersSoon(client, path));
                            return client.get("/health");
                        },
                        health -> health.json().path("errors").size() == errors);
    }

    private String value(String property) {
        return servers.getOrDefault(property, "");
    }

    private static void assertAnswersSoon(CrmClient client, String path) {
        long start = System.nanoTime();
        client.get(path);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    private static long threadsOf(String component) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("vigie-health " + component))
                .count();
    }
}
