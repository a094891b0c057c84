package dev.vigie.sample.crm.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigie.sample.crm.Answer;
import dev.vigie.sample.crm.CrmClient;
import dev.vigie.sample.crm.RunningCrm;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContactAndContractTests {

    private static final String CONTRACT =
            "{\"title\":\"Support\",\"amount\":1200.50,\"currency\":\"EUR\",\"startDate\":\"2026-01-01\",\"endDate\":\"2026-12-31\"}";

    private final RunningCrm crm = RunningCrm.start();
    private final CrmClient client = crm.clientOf("claire");

    @AfterAll
    void stop() {
        crm.close();
    }

    @Test
    void createsAContactOfAnOrganisation() {
        String organisation = organisation("Contacts Inc");

        Answer created = client.postJson(
                organisation + "/contacts",
                "{\"firstName\":\"Zoé\",\"lastName\":\"Martin\",\"email\":\"zoe@example.com\",\"phone\":\"+33 1 23 45 67 89\"}");

        assertThat(created.status()).isEqualTo(201);
        JsonNode json = client.get(created.header("Location")).json();
        assertThat(json.required("firstName").asText()).isEqualTo("Zoé");
        assertThat(json.required("email").asText()).isEqualTo("zoe@example.com");
        assertThat(client.get(organisation + "/contacts").json())
                .hasSize(1)
                .first()
                .isEqualTo(json);
        assertThat(client.get("/contacts?q=" + CrmClient.encode("ZOÉ m")).json())
                .hasSize(1);
        assertThat(client.get("/contacts?q=nobody").json()).isEmpty();
    }

    @Test
    void createsAContractOfAnOrganisation() {
        String organisation = organisation("Contracts Inc");

        Answer created = client.postJson(organisation + "/contracts", CONTRACT);

        assertThat(created.status()).isEqualTo(201);
        JsonNode json = client.get(created.header("Location")).json();
        assertThat(json.required("amount").asText()).isEqualTo("1200.5");
        assertThat(json.required("currency").asText()).isEqualTo("EUR");
        assertThat(json.required("endDate").asText()).isEqualTo("2026-12-31");
        assertThat(client.get(organisation + "/contracts").json())
                .hasSize(1)
                .first()
                .isEqualTo(json);
        assertThat(client.get("/contracts").json()).contains(json);
    }

    @Test
    void refusesToDeleteAnOrganisationWithContracts() {
        String organisation = organisation("Bound Inc");
        client.postJson(organisation + "/contracts", CONTRACT);

        Answer answer = client.delete(organisation);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.detail()).isEqualTo("The organisation has contracts and cannot be deleted");
        assertThat(answer.body()).doesNotContain("contract_organisation_exists");
        assertThat(client.get(organisation).status()).isEqualTo(200);
    }

    @Test
    void deletesContactsWithTheirOrganisation() {
        String organisation = organisation("Free Inc");
        Answer contact = client.postJson(organisation + "/contacts", "{\"firstName\":\"A\",\"lastName\":\"B\"}");

        assertThat(client.delete(organisation).status()).isEqualTo(204);

        assertThat(client.get(contact.header("Location")).status()).isEqualTo(404);
    }

    @Test
    void answersNotFoundWhenThereIsNoSuchThing() {
        assertThat(client.postJson("/organisations/987654/contracts", CONTRACT).status())
                .isEqualTo(404);
        assertThat(client.get("/organisations/987654/contacts").status()).isEqualTo(404);
        assertThat(client.get("/contracts/987654").detail()).isEqualTo("There is no contract 987654");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"title\":\"T\",\"amount\":-1,\"currency\":\"EUR\",\"startDate\":\"2026-01-01\"}",
                "{\"title\":\"T\\ud800\",\"amount\":1,\"currency\":\"EUR\",\"startDate\":\"2026-01-01\"}",
                "{\"title\":\"T\",\"amount\":1.001,\"currency\":\"EUR\",\"startDate\":\"2026-01-01\"}",
                "{\"title\":\"T\",\"amount\":1e400,\"currency\":\"EUR\",\"startDate\":\"2026-01-01\"}",
                "{\"title\":\"T\",\"amount\":1,\"currency\":\"XYZZY\",\"startDate\":\"2026-01-01\"}",
                "{\"title\":\"T\",\"amount\":1,\"currency\":\"EUR\",\"startDate\":\"2026-02-30\"}",
                "{\"title\":\"T\",\"amount\":1,\"currency\":\"EUR\"}",
                "{\"title\":\"T\",\"amount\":1,\"currency\":\"EUR\",\"startDate\":\"+999999999-01-01\"}",
                "{\"title\":\"T\",\"amount\":1,\"currency\":\"EUR\",\"startDate\":\"2026-01-02\",\"endDate\":\"2026-01-01\"}"
            })
    void answersBadRequestForWhatIsNoContract(String json) {
        String organisation = organisation("Bad " + json.hashCode());

        assertThat(client.postJson(organisation + "/contracts", json).status()).isEqualTo(400);
        assertThat(client.get(organisation + "/contracts").json()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"firstName\":\"A\\ud800\",\"lastName\":\"B\"}",
                "{\"firstName\":\"A\",\"lastName\":\"\\udfff\"}",
                "{\"firstName\":\"A\",\"lastName\":\"B\\n\"}",
                "{\"firstName\":\"A\",\"lastName\":\"B\",\"email\":\"a\\ud800@example.com\"}"
            })
    void answersBadRequestForWhatIsNoContact(String json) {
        String organisation = organisation("No contact " + json.hashCode());

        assertThat(client.postJson(organisation + "/contacts", json).status()).isEqualTo(400);
        assertThat(client.get(organisation + "/contacts").json()).isEmpty();
    }

    @Test
    void answersNotFoundWhenOnlyTheCacheKnowsTheOrganisation() {
        for (String what : List.of("/contacts", "/contracts")) {
            String organisation = organisation("Stale" + what);
            assertThat(client.get(organisation).status()).isEqualTo(200);
            crm.awaitCached(Long.parseLong(organisation.substring(organisation.lastIndexOf('/') + 1)));
            crm.jdbc()
                    .sql("delete from organisation where name = ?")
                    .param("Stale" + what)
                    .update();
            assertThat(client.get(organisation).status()).as("from the cache").isEqualTo(200);

            Answer answer = client.postJson(
                    organisation + what,
                    "/contracts".equals(what) ? CONTRACT : "{\"firstName\":\"A\",\"lastName\":\"B\"}");

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.detail()).startsWith("There is no organisation ");
            Awaitility.await("forgotten").until(() -> client.get(organisation).status() == 404);
        }
    }

    private String organisation(String name) {
        return client.postJson(
                        "/organisations",
                        "{\"name\":\"%s\",\"city\":\"Paris\",\"country\":\"FR\",\"category\":\"Company\"}"
                                .formatted(name))
                .header("Location");
    }
}
