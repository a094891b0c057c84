package dev.vigie.sample.crm.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.sample.crm.Answer;
import dev.vigie.sample.crm.CrmClient;
import dev.vigie.sample.crm.RunningCrm;
import dev.vigie.sample.crm.servers.CrmServers;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class WithoutRedisTests {

    @Test
    void answersWhenRedisIsKilled(CapturedOutput output) {
        answersWithout(CrmServers::kill);
        assertThat(output).contains("cache_unavailable");
    }

    @Test
    void answersWhenRedisHangs(CapturedOutput output) {
        answersWithout(CrmServers::freeze);
        assertThat(output).contains("cache_unavailable");
    }

    @Test
    void startsWithoutRedis() {
        try (RunningCrm crm = RunningCrm.start("spring.data.redis.port=1")) {
            assertThat(crm.clientOf("claire").get("/organisations").status()).isEqualTo(200);
        }
    }

    private static void answersWithout(Consumer<ProcessHandle> accident) {
        try (CrmServers servers = CrmServers.start();
                RunningCrm crm = RunningCrm.start(servers)) {
            CrmClient client = crm.clientOf("claire");
            Answer created = client.postJson(
                    "/organisations",
                    "{\"name\":\"Uncached\",\"city\":\"Paris\",\"country\":\"FR\",\"category\":\"Company\"}");
            String path = created.header("Location");
            assertThat(client.get(path).status()).isEqualTo(200);

            accident.accept(servers.redis());

            Instant start = Instant.now();
            assertThat(client.get(path).json()).isEqualTo(created.json());
            assertThat(client.get("/organisations?q=uncached")
                            .json()
                            .required("total")
                            .asInt())
                    .isEqualTo(1);
            assertThat(client.delete(path).status()).isEqualTo(204);
            // Half a second for each time Redis is asked, of a minute by default; the rest is this machine.
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(15));
        }
    }
}
