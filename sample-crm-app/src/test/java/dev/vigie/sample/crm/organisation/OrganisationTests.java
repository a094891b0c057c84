package dev.vigie.sample.crm.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigie.sample.crm.Answer;
import dev.vigie.sample.crm.CrmClient;
import dev.vigie.sample.crm.RunningCrm;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class OrganisationTests {

    private final RunningCrm crm = RunningCrm.start();
    private final CrmClient client = crm.clientOf("claire");

    @BeforeAll
    void fill() {
        for (String city : List.of("Évry", "Lyon", "Lyon", "Köln", "Lyon")) {
            long number = crm.count("organisation");
            create("Basis " + number, city);
        }
    }

    @AfterAll
    void stop() {
        crm.close();
    }

    @Test
    void createsAndGets(CapturedOutput output) {
        Answer created = create("Alforis Finance", "Paris");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("/organisations/" + created.id());
        JsonNode json = client.get(created.header("Location")).json();
        assertThat(json.required("name").asText()).isEqualTo("Alforis Finance");
        assertThat(json.required("city").asText()).isEqualTo("Paris");
        assertThat(json.required("country").asText()).isEqualTo("FR");
        assertThat(json.required("category").asText()).isEqualTo("Institution");
        assertThat(Instant.parse(json.required("createdAt").asText()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        assertThat(output).contains("organisation_created");
    }

    @Test
    void answersTheSameFromTheCache() {
        long id = create("Twice Read", "Paris").id();
        JsonNode first = client.get("/organisations/" + id).json();
        crm.awaitCached(id);
        crm.jdbc()
                .sql("update organisation set city = 'Elsewhere' where id = ?")
                .param(id)
                .update();

        assertThat(client.get("/organisations/" + id).json()).isEqualTo(first);
    }

    @Test
    void forgetsADeletedOne() {
        String path = "/organisations/" + create("Soon Gone", "Paris").id();
        assertThat(client.get(path).status()).isEqualTo(200);

        assertThat(client.delete(path).status()).isEqualTo(204);

        // From Spring Data Redis 4 on nobody waits for Redis to forget it.
        Awaitility.await().until(() -> client.get(path).status() == 404);
        assertThat(client.delete(path).status()).isEqualTo(404);
    }

    @Test
    void listsInPages() {
        JsonNode first = client.get("/organisations?q=basis&size=2").json();
        JsonNode last = client.get("/organisations?q=basis&size=2&page=2").json();

        assertThat(first.required("total").asLong()).isEqualTo(5);
        assertThat(names(first)).containsExactly("Basis 0", "Basis 1");
        assertThat(names(last)).containsExactly("Basis 4");
        assertThat(names(client.get("/organisations?q=basis&page=2147483647&size=100")
                        .json()))
                .isEmpty();
    }

    @Test
    void searchesNamesAndCitiesInAnyCase() {
        create("100% Coton_", "Lille");

        assertThat(names(search("lYoN"))).containsExactly("Basis 1", "Basis 2", "Basis 4");
        assertThat(names(search("éVRY"))).containsExactly("Basis 0");
        assertThat(names(search("0% c"))).containsExactly("100% Coton_");
        assertThat(names(search("_"))).containsExactly("100% Coton_");
        assertThat(names(search("nobody has this name"))).isEmpty();
    }

    @Test
    void answersConflictWithoutSqlWhenTheNameIsTaken() {
        create("Only Once", "Paris");
        long before = crm.count("organisation");

        Answer second = create("Only Once", "Lyon");

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(second.detail()).isEqualTo("An organisation of this name exists already");
        assertThat(second.body()).doesNotContainIgnoringCase("insert").doesNotContain("organisation_name_unique");
        assertThat(crm.count("organisation")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "",
                "[]",
                "{}",
                "null",
                "{\"name\":\" \",\"city\":\"Paris\",\"country\":\"FR\",\"category\":\"Company\"}",
                "{\"name\":\"a\\u0000b\",\"city\":\"Paris\",\"country\":\"FR\",\"category\":\"Company\"}",
                "{\"name\":\"a\\ud800b\",\"city\":\"Paris\",\"country\":\"FR\",\"category\":\"Company\"}",
                "{\"name\":\"X\",\"city\":\"Paris\\udc00\",\"country\":\"FR\",\"category\":\"Company\"}",
                "{\"name\":\"X\",\"city\":\"Paris\",\"country\":\"XX\",\"category\":\"Company\"}",
                "{\"name\":\"X\",\"city\":\"Paris\",\"country\":\"FR\",\"category\":\"Castle\"}",
                "{\"name\":{\"a\":1},\"city\":\"Paris\",\"country\":\"FR\",\"category\":\"Company\"}"
            })
    void answersBadRequestForWhatIsNoOrganisation(String json) {
        Answer answer = client.postJson("/organisations", json);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/organisations/x",
                "/organisations?size=0",
                "/organisations?size=101",
                "/organisations?page=-1",
                "/organisations?page=x",
                "/organisations?q=%00",
                "/organisations/99999999999999999999"
            })
    void answersBadRequestForABadAddress(String path) {
        assertThat(client.get(path).status()).isEqualTo(400);
    }

    private Answer create(String name, String city) {
        return client.postJson(
                "/organisations",
                "{\"name\":\"%s\",\"city\":\"%s\",\"country\":\"FR\",\"category\":\"Institution\"}"
                        .formatted(name, city));
    }

    private JsonNode search(String text) {
        return client.get("/organisations?q=" + CrmClient.encode(text)).json();
    }

    private static List<String> names(JsonNode page) {
        return page.required("items").findValuesAsText("name");
    }
}
