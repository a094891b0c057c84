package dev.vigie.sample.crm.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigie.sample.crm.RunningCrm;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;

class EmbeddedServersTests {

    @Test
    void startWithTheApplicationAndEndWithIt() {
        RunningCrm crm = RunningCrm.startAlone("spring.datasource.url=", "spring.data.redis.host=");
        EmbeddedPostgresServer postgres = crm.bean(EmbeddedPostgresServer.class);
        ProcessHandle postgresProcess = postgres.process();
        ProcessHandle redisProcess = crm.bean(EmbeddedRedisServer.class).process();
        try (crm) {
            assertThat(crm.clientOf("claire").get("/organisations").status()).isEqualTo(200);
            assertThat(postgresProcess.info().command().orElse("")).endsWith("postgres");
            assertThat(redisProcess.info().command().orElse("")).contains("redis-server");
        }
        assertThat(redisProcess.onExit()).succeedsWithin(Duration.ofSeconds(10));
        assertThat(postgresProcess.onExit()).succeedsWithin(Duration.ofSeconds(10));
        assertThat(postgres.directory()).doesNotExist();
    }

    @Test
    void stayAwayWhenRealOnesAreNamed() {
        try (RunningCrm crm = RunningCrm.start()) {
            assertThatThrownBy(() -> crm.bean(EmbeddedPostgresServer.class))
                    .isInstanceOf(NoSuchBeanDefinitionException.class);
            assertThatThrownBy(() -> crm.bean(EmbeddedRedisServer.class))
                    .isInstanceOf(NoSuchBeanDefinitionException.class);
        }
    }

    @Test
    void sayHowToUseRealOnesWhenTheyCannotStart() {
        FailureAnalysis analysis = new ServerNotStartedAnalyzer()
                .analyze(new ServerNotStartedException(
                        "PostgreSQL", "spring.datasource.url=...", new IOException("disk full")));

        assertThat(analysis.getDescription()).isEqualTo("The embedded PostgreSQL did not start: disk full");
        assertThat(analysis.getAction()).contains("spring.datasource.url=");
    }
}
