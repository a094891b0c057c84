package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentry.Sentry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Configuration;

class MonitoringAnswerTests {

    @AfterEach
    void stopSentry() {
        Sentry.close();
    }

    @Test
    void tellsSentryAndLoggingWithoutTheKey() {
        try (RunningApplication app = RunningApplication.with(
                Nothing.class,
                "vigie.logging.console=json",
                "sentry.dsn=http://s3cretkey@localhost:1/42",
                "sentry.environment=production",
                "sentry.enable-shutdown-hook=false",
                "logging.level.root=WARN")) {
            assertThat(app.get("/health/monitoring").body())
                    .isEqualTo("{\"status\":\"ok\",\"monitoring\":{"
                            + "\"sentry\":{\"enabled\":true,\"environment\":\"production\",\"dsn_configured\":true},"
                            + "\"logging\":{\"level\":\"WARN\",\"structured\":true}}}");
            assertThat(app.json("/actuator/health/sentry")).containsEntry("status", "UP");
        }
    }

    @Test
    void tellsThatThereIsNothing() {
        try (RunningApplication app = RunningApplication.with(
                Nothing.class, "vigie.environment=staging", "vigie.logging.console=text", "logging.level.root=INFO")) {
            assertThat(app.get("/health/monitoring").body())
                    .isEqualTo("{\"status\":\"ok\",\"monitoring\":{"
                            + "\"sentry\":{\"enabled\":false,\"environment\":\"staging\",\"dsn_configured\":false},"
                            + "\"logging\":{\"level\":\"INFO\",\"structured\":false}}}");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Nothing {}
}
