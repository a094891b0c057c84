package dev.vigie.sample.crm.watched;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigie.sample.crm.Answer;
import dev.vigie.sample.crm.CrmClient;
import dev.vigie.sample.crm.RunningCrm;
import dev.vigie.sample.crm.servers.CrmServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Spring Boot's own components say beside Vigie's what they say in the same application without Vigie's health. */
class StockHealthTests {

    private static final List<String> SETTINGS = List.of(
            "management.endpoint.health.show-details=always",
            "management.endpoint.health.probes.enabled=true",
            // Sooner than a check is late, which a busy machine must not make it either.
            "spring.datasource.hikari.connection-timeout=5000",
            "vigie.health.bounded.timeout=20s",
            "vigie.health.bounded.max-stale=1m",
            "vigie.health.bounded.interval=200ms");

    private static final Set<String> OURS = Set.of("cpu", "disk", "memory", "sentry");
    private static final List<String> OURS_OF_REDIS =
            List.of("latency_ms", "average_latency_ms", "max_latency_ms", "exceeded");

    @Test
    void everyComponentSaysTheSameWithServersAndWithout() {
        try (CrmServers servers = CrmServers.start();
                RunningCrm stock = start(servers, "vigie.health.enabled=false");
                RunningCrm watched = start(servers, "vigie.health.enabled=true")) {
            Awaitility.await().untilAsserted(() -> assertSame(stock.client(), watched.client(), "UP"));

            CrmServers.kill(servers.postgres());
            CrmServers.kill(servers.redis());

            // What was kept may be of before, and the first answer of a broken connection is not that of a refused one.
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertSame(stock.client(), watched.client(), "DOWN"));
        }
    }

    private static void assertSame(CrmClient stock, CrmClient watched, String ofServers) {
        Answer theirs = stock.get("/actuator/health");
        Answer ours = watched.get("/actuator/health");
        assertThat(theirs.json().path("status").asText()).isEqualTo(ofServers);
        assertThat(ours.status()).isEqualTo(theirs.status()).isEqualTo(ofServers.equals("UP") ? 200 : 503);
        assertThat(ours.json().path("status")).isEqualTo(theirs.json().path("status"));

        Map<String, JsonNode> expected = components(theirs);
        assertThat(expected).containsKeys("db", "diskSpace", "livenessState", "ping", "readinessState", "redis");
        for (String server : List.of("db", "redis")) {
            assertThat(expected.get(server).path("status").asText()).isEqualTo(ofServers);
        }
        Map<String, JsonNode> seen = components(ours);
        assertThat(seen.keySet()).containsAll(OURS);
        seen.keySet().removeAll(OURS);
        assertThat(seen).isEqualTo(expected);

        for (String part : List.of("liveness", "readiness", "db", "ping", "livenessState")) {
            String path = "/actuator/health/" + part;
            assertThat(watched.get(path).json().path("status"))
                    .isEqualTo(stock.get(path).json().path("status"));
            assertThat(watched.get(path).status()).isEqualTo(stock.get(path).status());
        }
        assertThat(groups(ours))
                .containsAll(groups(theirs))
                .hasSize(groups(theirs).size() + 1);
    }

    private static Map<String, JsonNode> components(Answer health) {
        Map<String, JsonNode> components = new TreeMap<>();
        health.json().path("components").properties().forEach(each -> components.put(each.getKey(), each.getValue()));
        // Of the moment, as is how many bytes a disk has left; that there is a number is the same.
        if (components.get("diskSpace").path("details") instanceof ObjectNode disk) {
            disk.put("free", disk.path("free").isNumber());
        }
        if (components.get("redis").path("details") instanceof ObjectNode redis) {
            redis.remove(OURS_OF_REDIS);
        }
        return components;
    }

    private static Set<String> groups(Answer health) {
        Set<String> groups = new TreeSet<>();
        health.json().path("groups").forEach(group -> groups.add(group.asText()));
        return groups;
    }

    private static RunningCrm start(CrmServers servers, String more) {
        return RunningCrm.start(
                servers, Stream.concat(SETTINGS.stream(), Stream.of(more)).toArray(String[]::new));
    }
}
