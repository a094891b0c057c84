package dev.vigie.sample.crm.watched;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigie.sample.crm.Answer;
import dev.vigie.sample.crm.servers.CrmServers;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Somebody reads an id out to us; from there everything that happened is found. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvestigationTests {

    private static final String ROUTE = "GET /demo/incidents/{id}";

    private final WatchedCrm watched = new WatchedCrm(CrmServers.shared());

    @AfterAll
    void stop() {
        watched.close();
    }

    @Test
    void fromTheIdInTheAnswerToEveryLineAndTheEvent() {
        Answer answer = watched.crm().clientOf("samir").get("/demo/incidents/7?password=t0p-s3cret");
        assertThat(answer.status()).isEqualTo(500);
        String id = Objects.requireNonNull(answer.header("X-Request-ID"));

        Awaitility.await("the access line").until(() -> watched.log().of(id).stream()
                .anyMatch(line -> line.path("category").asText().equals("access")));
        List<JsonNode> lines = watched.log().of(id);
        assertThat(lines)
                .extracting(line -> line.path("category").asText() + " "
                        + line.path("event").asText())
                .containsExactly(
                        "application export_started",
                        "security export_requested",
                        "database slow_query_detected",
                        "application unhandled_exception",
                        "access request_completed");
        String traceId = lines.get(0).path("traceId").asText();
        assertThat(traceId).matches("[0-9a-f]{32}");
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.path("traceId").asText()).isEqualTo(traceId);
            assertThat(line.path("userId").asText()).isEqualTo("2");
            assertThat(line.path("route").asText()).isEqualTo(ROUTE);
        });

        JsonNode event = watched.sentry().eventsOf(id).get(0);
        assertThat(watched.sentry().eventsOf(id)).hasSize(1);
        assertThat(event.path("transaction").asText()).isEqualTo(ROUTE);
        assertThat(event.at("/user/id").asText()).isEqualTo("2");
        assertThat(event.at("/contexts/trace/trace_id").asText()).isEqualTo(traceId);
        String eventId = event.path("event_id").asText();
        assertThat(answer.header("X-Sentry-Event-Id")).isEqualTo(eventId);
        assertThat(lines.get(3).at("/error/eventId").asText()).isEqualTo(eventId);

        JsonNode access = lines.get(4).path("metadata");
        assertThat(access.path("method").asText()).isEqualTo("GET");
        assertThat(access.path("path").asText()).isEqualTo("/demo/incidents/7");
        assertThat(access.path("status").asInt()).isEqualTo(500);
        assertThat(access.path("duration_ms").asLong()).isGreaterThanOrEqualTo(700);
        assertThat(access.path("bytes").asLong()).isEqualTo(answer.body().length());
        assertThat(watched.log().text()).doesNotContain("t0p-s3cret");
    }
}
