package dev.vigie.sample.crm.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.sample.crm.Answer;
import dev.vigie.sample.crm.CrmClient;
import dev.vigie.sample.crm.RunningCrm;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginTests {

    private final RunningCrm crm = RunningCrm.start();
    private final CrmClient client = crm.client();

    @AfterAll
    void stop() {
        crm.close();
    }

    @ParameterizedTest
    @CsvSource({"1,claire,management", "2,samir,sales", "3,sofia,support"})
    void signsInTheDemoUsers(long id, String user, String department) {
        Answer answer = client.login(user, user + "-demo");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.id()).isEqualTo(id);
        assertThat(answer.json().required("department").asText()).isEqualTo(department);
        assertThat(client.get("/session").json()).isEqualTo(answer.json());
        assertThat(client.get("/organisations").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"claire,wrong", "nobody,claire-demo", "'',''"})
    void refusesOthersWithTheSameWords(String user, String password) {
        Answer answer = client.login(user, password);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.detail()).isEqualTo("The user name or the password is wrong");
        assertThat(client.get("/organisations").status()).isEqualTo(401);
    }

    @Test
    void signsOut() {
        client.login("samir", "samir-demo");

        assertThat(client.logout().status()).isEqualTo(204);

        assertThat(client.get("/organisations").status()).isEqualTo(401);
        assertThat(client.get("/session").json().required("username").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "*/*", "application/problem+json"})
    void answersUnauthorizedToScripts(String accept) {
        Answer answer = client.get("/organisations", accept);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void sendsBrowsersToTheLoginPage() {
        Answer answer = client.get("/organisations", "text/html,application/xhtml+xml,*/*;q=0.8");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).endsWith("/login");
        assertThat(client.get("/login", "text/html").body()).contains("name=\"_csrf\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/login",
                "/app.js",
                "/app.css",
                "/organisations.csv",
                "/actuator/health",
                "/test-sentry",
                "/demo/slow"
            })
    void isOpenWhereNobodyNeedsToSignIn(String path) {
        assertThat(client.get(path, "*/*").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/monitoring", "/actuator/info", "/actuator/prometheus"})
    void doesNotHideWhatMonitoringReads(String path) {
        assertThat(client.get(path, "*/*").status()).isEqualTo(200);
    }

    @Test
    void refusesAWriteWithoutToken() {
        CrmClient signedIn = crm.clientOf("claire");

        Answer answer = signedIn.send(signedIn.request("/organisations")
                .setHeader("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"name\":\"Forged\",\"city\":\"Paris\",\"country\":\"FR\",\"category\":\"Company\"}")));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.detail()).contains("X-XSRF-TOKEN");
        assertThat(crm.count("organisation")).isZero();
    }

    @Test
    void letsOnlyTheManagementDelete() {
        assertThat(crm.clientOf("sofia").delete("/organisations/1").status()).isEqualTo(403);
        assertThat(crm.clientOf("claire").delete("/organisations/1").status()).isEqualTo(404);
    }

    @Test
    void keepsThePasswordHashOutOfText() {
        CrmUser user = crm.bean(DemoUsers.class).loadUserByUsername("sofia");

        assertThat(user).hasToString("CrmUser[id=3, username=sofia, department=support]");
    }
}
