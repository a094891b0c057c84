package dev.vigie.sample.crm.watched;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.sample.crm.Answer;
import dev.vigie.sample.crm.CrmClient;
import dev.vigie.sample.crm.servers.CrmServers;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** PostgreSQL and Redis are killed (SIGKILL) one after the other, and come back in the same place. */
class RestartedServersTests {

    @Test
    void healthSeesThemGoAndComeBack() {
        try (CrmServers servers = CrmServers.start();
                WatchedCrm watched = new WatchedCrm(servers)) {
            CrmClient client = watched.crm().client();
            awaitErrors(client, "[]");
            Recovery recovery = new Recovery(watched);

            Runnable postgres = servers.postgresStarter();
            CrmServers.kill(servers.postgres());
            Answer withoutDatabase = awaitErrors(client, "[\"PostgreSQL connection failed\"]");
            assertThat(withoutDatabase.status()).isEqualTo(503);
            assertThat(withoutDatabase.json().path("redis").asText()).isEqualTo("OK");
            postgres.run();
            assertThat(recovery.resultsUntilDatabaseIsUp()).isLessThanOrEqualTo(2);
            assertThat(awaitErrors(client, "[]").status()).isEqualTo(200);

            Runnable redis = servers.redisStarter();
            CrmServers.kill(servers.redis());
            Answer withoutRedis = awaitErrors(client, "[\"Redis connection failed\"]");
            assertThat(withoutRedis.status()).isEqualTo(503);
            assertThat(withoutRedis.json().path("database").asText()).isEqualTo("OK");
            redis.run();
            assertThat(recovery.resultsUntilRedisIsUp()).isLessThanOrEqualTo(2);
            assertThat(awaitErrors(client, "[]").status()).isEqualTo(200);
        }
    }

    private static Answer awaitErrors(CrmClient client, String errors) {
        return Awaitility.await(errors)
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> client.get("/health"),
                        health -> health.json().path("errors").toString().equals(errors));
    }
}
