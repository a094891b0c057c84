package dev.vigie.sample.crm.watched;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigie.sample.crm.Answer;
import dev.vigie.sample.crm.CrmClient;
import dev.vigie.sample.crm.servers.CrmServers;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a day in the CRM leaves in Sentry, in the log and in the scrape. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignalsTests {

    private static final Map<String, String> SERVER_ERROR = Map.of("outcome", "server_error");

    private final WatchedCrm watched = new WatchedCrm(CrmServers.shared());

    @AfterAll
    void stop() {
        watched.close();
    }

    @Test
    void anImport() throws IOException {
        CrmClient samir = watched.crm().clientOf("samir");

        Answer answer = samir.upload("/organisations/import", "organisations.csv", shippedCsv());

        String id = requestIdOf(answer);
        assertThat(answer.status()).isEqualTo(200);
        List<JsonNode> events = watched.sentry().eventsOf(id);
        assertThat(events)
                .extracting(event -> event.at("/message/formatted").asText())
                .containsExactly("Starting import from organisations.csv", "Import completed: 5000 success, 7 errors");
        assertThat(events).extracting(event -> event.path("level").asText()).containsExactly("info", "warning");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.path("transaction").asText()).isEqualTo("POST /organisations/import");
            assertThat(event.path("environment").asText()).isEqualTo("production");
            assertThat(event.at("/request/method").asText()).isEqualTo("POST");
            assertThat(event.at("/user/id").asText()).isEqualTo("2");
            assertThat(event.at("/user/data/department").asText()).isEqualTo("sales");
            assertThat(event.at("/contexts/trace/trace_id").asText()).matches("[0-9a-f]{32}");
        });
        JsonNode line = watched.log().only(id, "import_completed");
        assertThat(line.path("category").asText()).isEqualTo("application");
        assertThat(line.path("service").asText()).isEqualTo("crm-api");
        assertThat(line.path("environment").asText()).isEqualTo("production");
        assertThat(line.path("route").asText()).isEqualTo("POST /organisations/import");
        assertThat(line.path("userId").asText()).isEqualTo("2");
        assertThat(line.path("traceId")).isEqualTo(events.get(0).at("/contexts/trace/trace_id"));
        assertThat(line.path("metadata").toString())
                .isEqualTo("{\"filename\":\"organisations.csv\",\"success_count\":5000,\"error_count\":7}");
        awaitRequests("POST", "/organisations/import", 1);
    }

    @Test
    void aLogin() {
        double before = watched.scrape().counter("vigie_logins_total", Map.of("outcome", "success"));

        Answer answer = watched.crm().client().login("sofia", "sofia-demo");

        String id = requestIdOf(answer);
        assertThat(watched.sentry().eventsOf(id)).isEmpty();
        assertThat(breadcrumbs(watched.sentry().transactionOf(id), "auth"))
                .extracting(step -> step.path("message").asText(), step -> step.path("data")
                        .toString())
                .containsExactly(
                        tuple("Login attempt", "{\"username\":\"sofia\"}"),
                        tuple("Login succeeded", "{\"id\":\"3\",\"department\":\"support\"}"));
        JsonNode line = watched.log().only(id, "login_succeeded");
        assertThat(line.path("category").asText()).isEqualTo("security");
        assertThat(line.path("level").asText()).isEqualTo("info");
        assertThat(line.at("/metadata/user/department").asText()).isEqualTo("support");
        assertThat(watched.scrape().counter("vigie_logins_total", Map.of("outcome", "success")))
                .isEqualTo(before + 1);
        assertThat(watched.log().text()).doesNotContain("sofia-demo");
    }

    @Test
    void aFailedLogin() {
        Answer answer = watched.crm().client().login("claire", "hunter2-secret");

        String id = requestIdOf(answer);
        assertThat(watched.sentry().eventsOf(id)).singleElement().satisfies(event -> {
            assertThat(event.at("/message/formatted").asText()).isEqualTo("Login failed - wrong password");
            assertThat(event.path("level").asText()).isEqualTo("warning");
        });
        assertThat(watched.log().only(id, "login_failed").path("category").asText())
                .isEqualTo("security");
        assertThat(watched.log().text()).doesNotContain("hunter2-secret");
        assertThat(watched.sentry().payloads()).noneMatch(payload -> payload.contains("hunter2-secret"));
    }

    @Test
    void aSearch() {
        CrmClient claire = watched.crm().clientOf("claire");

        Answer answer = claire.get("/organisations?q=Finance&access_token=t0p-s3cret");

        String id = requestIdOf(answer);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(watched.sentry().eventsOf(id)).isEmpty();
        JsonNode transaction = watched.sentry().transactionOf(id);
        assertThat(transaction.path("transaction").asText()).isEqualTo("GET /organisations");
        assertThat(breadcrumb(transaction, "http").at("/data/url").asText())
                .endsWith("/organisations?q=Finance&access_token=***");
        assertThat(breadcrumb(transaction, "http").at("/data/status_code").asInt())
                .isEqualTo(200);
        awaitRequests("GET", "/organisations", 1);
        assertThat(watched.scrape().text()).doesNotContain("Finance").doesNotContain("s3cret");
        assertThat(watched.log().text()).doesNotContain("t0p-s3cret");
        assertThat(watched.sentry().payloads()).noneMatch(payload -> payload.contains("t0p-s3cret"));
    }

    @Test
    void anError() {
        double errorsBefore = watched.scrape().counter("vigie_web_failures_total", SERVER_ERROR);
        CrmClient claire = watched.crm().clientOf("claire");

        Answer answer = claire.get("/demo/error");

        String id = requestIdOf(answer);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        JsonNode event = onlyEvent(id);
        String traceId = event.at("/contexts/trace/trace_id").asText();
        String eventId = event.path("event_id").asText();
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Internal Server Error\",\"status\":500,"
                        + "\"detail\":\"Internal server error\",\"instance\":\"/demo/error\",\"requestId\":\"" + id
                        + "\",\"traceId\":\"" + traceId + "\",\"eventId\":\"" + eventId + "\"}");
        assertThat(answer.header("X-Sentry-Event-Id")).isEqualTo(eventId);
        assertThat(event.path("transaction").asText()).isEqualTo("GET /demo/error");
        assertThat(event.at("/user/id").asText()).isEqualTo("1");
        assertThat(event.at("/user/username").asText()).isEqualTo("claire");
        assertThat(event.path("release").asText()).isEqualTo("0.1.0-SNAPSHOT");
        assertThat(event.at("/extra/method").asText()).isEqualTo("GET");
        assertThat(event.at("/extra/url").asText()).endsWith("/demo/error");
        assertThat(breadcrumb(event, "http").at("/data/client_ip").asText()).isNotEmpty();

        JsonNode line = watched.log().only(id, "unhandled_exception");
        assertThat(line.path("level").asText()).isEqualTo("error");
        assertThat(line.path("userId").asText()).isEqualTo("1");
        assertThat(line.path("traceId").asText()).isEqualTo(traceId);
        assertThat(line.at("/metadata/error").asText()).isEqualTo("java.lang.IllegalStateException");
        assertThat(line.at("/metadata/url").asText()).isEqualTo("/demo/error");
        assertThat(line.at("/metadata/method").asText()).isEqualTo("GET");
        assertThat(line.at("/error/eventId").asText()).isEqualTo(eventId);
        assertThat(watched.log().of(id))
                .filteredOn(any -> "error".equals(any.path("level").asText()))
                .hasSize(1);

        Awaitility.await().untilAsserted(() -> {
            assertThat(watched.scrape().counter("vigie_web_failures_total", SERVER_ERROR))
                    .isGreaterThanOrEqualTo(errorsBefore + 1);
            assertThat(watched.scrape().histograms("http_server_requests_seconds"))
                    .filteredOn(histogram ->
                            "/demo/error".equals(histogram.getLabels().get("uri")))
                    .singleElement()
                    .satisfies(histogram -> assertThat(histogram.getLabels())
                            .containsEntry("exception", "IllegalStateException")
                            .containsEntry("status", "500"));
        });
    }

    @Test
    void theSentryTest() {
        Answer answer = watched.crm().client().get("/test-sentry");

        assertThat(answer.body()).isEqualTo("{\"message\":\"Check Sentry dashboard!\"}");
        assertThat(watched.sentry().eventsOf(requestIdOf(answer))).hasSize(2).allSatisfy(event -> assertThat(
                        event.path("transaction").asText())
                .isEqualTo("GET /test-sentry"));
    }

    @Test
    void anOrganisationThatIsCreated() {
        CrmClient claire = watched.crm().clientOf("claire");

        Answer answer = claire.postJson(
                "/organisations",
                "{\"name\":\"Alforis Finance\",\"city\":\"Paris\",\"country\":\"FR\",\"category\":\"Institution\"}");

        assertThat(answer.status()).isEqualTo(201);
        JsonNode line = watched.log().only(requestIdOf(answer), "organisation_created");
        assertThat(line.path("metadata").toString())
                .isEqualTo("{\"org_id\":" + answer.id() + ",\"org_name\":\"Alforis Finance\"}");
        assertThat(line.path("route").asText()).isEqualTo("POST /organisations");
    }

    @Test
    void inputThatIsRefused() {
        CrmClient claire = watched.crm().clientOf("claire");

        Answer broken = claire.postJson("/organisations", "{\"name\":");
        Answer invalid = claire.postJson("/organisations", "{\"name\":\"\",\"city\":\"Paris\"}");

        assertThat(broken.status()).isEqualTo(400);
        assertThat(invalid.status()).isEqualTo(400);
        assertThat(invalid.json().path("requestId").asText()).isEqualTo(requestIdOf(invalid));
        assertThat(StreamSupport.stream(invalid.json().path("errors").spliterator(), false))
                .extracting(error -> error.path("field").asText())
                .contains("name");
        assertThat(List.of(broken, invalid))
                .allSatisfy(answer -> assertThat(watched.sentry().eventsOf(requestIdOf(answer)))
                        .isEmpty());
    }

    /** A request is measured a moment after its transaction has ended. */
    private void awaitRequests(String method, String uri, int count) {
        Awaitility.await().untilAsserted(() -> assertThat(watched.scrape().requests(method, uri, "200"))
                .isEqualTo(count));
    }

    private JsonNode onlyEvent(String requestId) {
        List<JsonNode> events = watched.sentry().eventsOf(requestId);
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static JsonNode breadcrumb(JsonNode item, String category) {
        List<JsonNode> found = breadcrumbs(item, category);
        assertThat(found).as("breadcrumbs of category %s", category).hasSize(1);
        return found.get(0);
    }

    private static List<JsonNode> breadcrumbs(JsonNode item, String category) {
        return StreamSupport.stream(item.path("breadcrumbs").spliterator(), false)
                .filter(step -> category.equals(step.path("category").asText()))
                .toList();
    }

    private static String requestIdOf(Answer answer) {
        return answer.header("X-Request-ID");
    }

    private static byte[] shippedCsv() throws IOException {
        try (InputStream file = SignalsTests.class.getResourceAsStream("/static/organisations.csv")) {
            return Objects.requireNonNull(file).readAllBytes();
        }
    }
}
