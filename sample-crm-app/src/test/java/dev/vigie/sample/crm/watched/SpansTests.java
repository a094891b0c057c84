package dev.vigie.sample.crm.watched;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigie.sample.crm.Answer;
import dev.vigie.sample.crm.CrmClient;
import dev.vigie.sample.crm.servers.CrmServers;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a request did in PostgreSQL and Redis, as Sentry shows it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpansTests {

    private final WatchedCrm watched = new WatchedCrm(CrmServers.shared(), "vigie.operation.slow-query-threshold=1ns");

    @AfterAll
    void stop() {
        watched.close();
    }

    @Test
    void anOrganisationIsCreatedAndRead() {
        CrmClient claire = watched.crm().clientOf("claire");

        Answer created = claire.postJson(
                "/organisations",
                "{\"name\":\"Spans & Sons\",\"city\":\"Paris\",\"country\":\"FR\",\"category\":\"Company\"}");
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        long id = created.json().path("id").asLong();
        Answer first = claire.get("/organisations/" + id);
        Answer second = claire.get("/organisations/" + id);

        JsonNode creation = transactionOf(created);
        assertThat(spans(creation)).hasSize(2);
        assertThat(spans(creation).get(0)).isEqualTo("function create_organisation");
        assertThat(spans(creation).get(1)).startsWith("db.sql.query insert into organisation");
        assertThat(creation.at("/spans/1/parent_span_id")).isEqualTo(creation.at("/spans/0/span_id"));
        assertThat(creation.at("/spans/0/data/org_id").asLong()).isEqualTo(id);
        assertThat(spans(transactionOf(first)))
                .satisfiesExactly(
                        span -> assertThat(span).isEqualTo("db.redis GET"),
                        span -> assertThat(span).startsWith("db.sql.query select "),
                        span -> assertThat(span).isEqualTo("db.redis SET"));
        assertThat(spans(transactionOf(second))).containsExactly("db.redis GET");
        assertThat(watched.sentry().payloads())
                .noneMatch(payload -> payload.contains("\"db.sql.query\"") && payload.contains("Spans & Sons"));
    }

    @Test
    void aSlowQueryIsALineOfCategoryDatabase() {
        CrmClient claire = watched.crm().clientOf("claire");

        Answer answer = claire.get("/organisations?q=Finance");

        // A thread of its own writes the lines: the answer may be here before them.
        List<JsonNode> lines = Awaitility.await()
                .until(
                        () -> watched.log().of(answer.header("X-Request-ID")).stream()
                                .filter(line -> "slow_query_detected"
                                        .equals(line.path("event").asText()))
                                .toList(),
                        found -> !found.isEmpty());
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.path("category").asText()).isEqualTo("database");
            assertThat(line.at("/metadata/statement").asText())
                    .startsWith("select ")
                    .doesNotContain("Finance");
            assertThat(line.at("/metadata/duration_ms").isNumber()).isTrue();
        });
    }

    @Test
    void aSlowOperationIsALineOfCategoryPerformance() {
        CrmClient claire = watched.crm().clientOf("claire");

        Answer answer = claire.get("/demo/slow");

        JsonNode line = watched.log().only(answer.header("X-Request-ID"), "slow_operation_detected");
        assertThat(line.path("category").asText()).isEqualTo("performance");
        assertThat(line.at("/metadata/operation").asText()).isEqualTo("demo_slow");
        assertThat(line.at("/metadata/duration_ms").asLong()).isBetween(2000L, 10_000L);
        assertThat(line.at("/metadata/threshold_ms").asLong()).isEqualTo(1000);
        assertThat(spans(transactionOf(answer))).containsExactly("function demo_slow");
    }

    @Test
    void thePoolIsStillSeenAndTheScrapeTellsNoStatement() {
        watched.crm().clientOf("claire").get("/organisations?q=x");

        String scrape = watched.scrape().text();
        assertThat(scrape)
                .containsPattern("hikaricp_connections\\{.*} [1-9]")
                .containsPattern("jdbc_connections_idle\\{.*} [0-9]")
                .containsPattern("jdbc_connections_active\\{.*} [0-9]")
                .doesNotContain("select ");
        // From Spring Boot 4.1 on Lettuce's own meters have it: the name of the command.
        assertThat(scrape.lines().filter(line -> !line.startsWith("lettuce_")))
                .noneMatch(line -> line.contains("db_operation"));
        Answer health = watched.crm().client().get("/actuator/health/db");
        assertThat(health.status()).isEqualTo(200);
    }

    private JsonNode transactionOf(Answer answer) {
        return watched.sentry().transactionOf(answer.header("X-Request-ID"));
    }

    private static List<String> spans(JsonNode transaction) {
        return StreamSupport.stream(transaction.path("spans").spliterator(), false)
                .map(span -> span.path("op").asText() + " "
                        + span.path("description").asText())
                .toList();
    }
}
