package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.feature.FeatureReport;
import io.sentry.Sentry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class MonitoringAnswerTests {

    @AfterEach
    void stopSentry() {
        Sentry.close();
    }

    @Test
    void tellsSentryAndLoggingWithoutTheKey() {
        try (RunningApplication app = RunningApplication.with(
                LogsJson.class,
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
        try (RunningApplication app =
                RunningApplication.with(LogsText.class, "vigie.environment=staging", "logging.level.root=INFO")) {
            assertThat(app.get("/health/monitoring").body())
                    .isEqualTo("{\"status\":\"ok\",\"monitoring\":{"
                            + "\"sentry\":{\"enabled\":false,\"environment\":\"staging\",\"dsn_configured\":false},"
                            + "\"logging\":{\"level\":\"INFO\",\"structured\":false}}}");
        }
    }

    private record LoggingReport(String detail) implements FeatureReport {

        @Override
        public String feature() {
            return "logging";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class LogsJson {

        @Bean
        FeatureReport logging() {
            return new LoggingReport("json");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class LogsText {

        @Bean
        FeatureReport logging() {
            return new LoggingReport("text");
        }
    }
}
