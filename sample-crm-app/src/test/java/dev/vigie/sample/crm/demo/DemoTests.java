package dev.vigie.sample.crm.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.sample.crm.Answer;
import dev.vigie.sample.crm.CrmClient;
import dev.vigie.sample.crm.RunningCrm;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoTests {

    private final RunningCrm crm = RunningCrm.start();
    private final CrmClient client = crm.client();

    @AfterAll
    void stop() {
        crm.close();
    }

    @Test
    void testsSentry() {
        Answer answer = client.get("/test-sentry");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Check Sentry dashboard!\"}");
    }

    @Test
    void failsOnRequestWithoutTellingWhy() {
        Answer answer = client.get("/demo/error");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("IllegalState").doesNotContain("button");
    }

    @Test
    void isSlowOnRequest() {
        Instant start = Instant.now();

        assertThat(client.get("/demo/slow").status()).isEqualTo(200);

        assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(10));
    }
}
