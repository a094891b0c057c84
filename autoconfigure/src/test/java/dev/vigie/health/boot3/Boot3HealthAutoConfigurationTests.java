package dev.vigie.health.boot3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.health.RunningApplication;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class Boot3HealthAutoConfigurationTests {

    @Test
    void leavesAContributorOfTheApplicationInPlace() {
        try (RunningApplication app =
                RunningApplication.with(Own.class, "management.endpoint.health.show-details=always")) {
            Map<String, Object> components = RunningApplication.member(app.json("/actuator/health"), "components");
            assertThat(RunningApplication.member(components, "disk"))
                    .isEqualTo(Map.of("status", "UP", "details", Map.of("mine", true)));
            assertThat(app.json("/health").get("disk")).isEqualTo(Map.of("healthy", true));
        }
    }

    @Test
    void answersWhenAnIndicatorThrows() {
        try (RunningApplication app = RunningApplication.with(Throwing.class)) {
            HttpResponse<String> response = app.get("/health");

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(RunningApplication.texts(RunningApplication.json(response), "errors"))
                    .contains("partner check failed", "wild check failed");
            assertThat(response.body()).doesNotContain("hunter2");
        }
    }

    @Test
    void takesNothingFromAnIndicatorThatSaysNothing() {
        try (RunningApplication app = RunningApplication.with(Silent.class)) {
            assertThat(app.get("/health").body()).doesNotContain("silent");
        }
    }

    @Test
    void namesEachOfSeveralDatabases() {
        try (RunningApplication app = RunningApplication.with(Databases.class)) {
            assertThat(app.json("/health")).containsEntry("database", "ERROR");
            assertThat(RunningApplication.texts(app.json("/health"), "errors"))
                    .contains("Database connection failed (archive)");
            assertThat(app.get("/actuator/health/db").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void listsNoGroupThatAContributorIsNamedAs() {
        try (RunningApplication app =
                RunningApplication.with(CalledMonitoring.class, "management.endpoint.health.show-components=always")) {
            assertThat(RunningApplication.member(app.json("/actuator/health"), "components"))
                    .containsKey("monitoring");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {

        @Bean
        HealthIndicator diskHealthIndicator() {
            return () -> Health.up().withDetail("mine", true).build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Throwing {

        @Bean
        HealthIndicator partner() {
            return () -> {
                throw new IllegalStateException("password=hunter2");
            };
        }

        @Bean
        HealthIndicator wild() {
            return () -> {
                throw new StackOverflowError("hunter2");
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Silent {

        @Bean
        @SuppressWarnings("NullAway") // what a careless application does
        HealthIndicator silent() {
            return () -> null;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Databases {

        @Bean
        HealthContributor db() {
            Map<String, HealthContributor> databases = new LinkedHashMap<>();
            databases.put("orders", (HealthIndicator) () -> Health.up().build());
            databases.put("archive", (HealthIndicator) () -> Health.down().build());
            return CompositeHealthContributor.fromMap(databases);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class CalledMonitoring {

        @Bean
        HealthIndicator monitoring() {
            return () -> Health.up().build();
        }
    }
}
