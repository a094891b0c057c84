package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class HealthEndpointsAutoConfigurationTests {

    /** The developer's disk may be as full as it likes. */
    private static final String ANY_DISK = "vigie.health.disk.max-used-percent=100";

    @Test
    void tellsThatAllIsWell() {
        try (RunningApplication app = RunningApplication.with(AllUp.class, ANY_DISK)) {
            HttpResponse<String> response = app.get("/health");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store");
            Map<String, Object> body = RunningApplication.json(response);
            assertThat(body.keySet())
                    .containsExactly("application", "database", "redis", "disk", "status", "timestamp", "errors");
            assertThat(body)
                    .containsEntry("application", "OK")
                    .containsEntry("database", "OK")
                    .containsEntry("redis", "OK")
                    .containsEntry("status", "healthy")
                    .containsEntry("errors", List.of());
            assertThat(RunningApplication.member(body, "disk")).hasSize(2).containsEntry("healthy", true);
            String timestamp = Objects.requireNonNull((String) body.get("timestamp"));
            assertThat(timestamp).hasSize(20).endsWith("Z");
            assertThat(Instant.parse(timestamp)).isCloseTo(Instant.now(), within(Duration.ofMinutes(1)));
        }
    }

    @Test
    void tellsWhatIsBrokenInFixedWords() {
        try (RunningApplication app = RunningApplication.with(
                Broken.class, "spring.datasource.url=jdbc:postgresql://db.internal/crm?password=hunter2")) {
            HttpResponse<String> response = app.get("/health");

            assertThat(response.statusCode()).isEqualTo(503);
            Map<String, Object> body = RunningApplication.json(response);
            assertThat(body)
                    .containsEntry("database", "ERROR")
                    .containsEntry("redis", "UNKNOWN")
                    .containsEntry("status", "unhealthy");
            assertThat(RunningApplication.texts(body, "errors"))
                    .contains("PostgreSQL connection failed", "partner.api check failed");
            assertThat(response.body()).doesNotContain("hunter2", "internal", "Exception");
        }
    }

    @Test
    void staysInServiceWhenTheDiskCannotBeRead() {
        // /proc has no size at all, which is how a path that cannot be read looks.
        try (RunningApplication app = RunningApplication.with(
                RunningApplication.Plain.class,
                "vigie.health.disk.path=/proc",
                "management.health.diskspace.enabled=false")) {
            assertThat(app.json("/health").get("disk")).isEqualTo(Map.of("healthy", true));
            assertThat(app.json("/actuator/health/disk")).containsEntry("status", "UNKNOWN");
        }
    }

    @Test
    void tellsThatTheDiskIsFull() {
        try (RunningApplication app = RunningApplication.with(DiskFull.class)) {
            HttpResponse<String> response = app.get("/health");

            assertThat(response.statusCode()).isEqualTo(503);
            Map<String, Object> body = RunningApplication.json(response);
            assertThat(body.get("disk")).isEqualTo(Map.of("usage_percent", 92.5, "healthy", false));
            assertThat(body).doesNotContainKeys("database", "redis");
            assertThat(RunningApplication.texts(body, "errors")).containsExactly("Disk usage above 90%");
        }
    }

    @Test
    void livesAtOtherPathsOnRequest() {
        try (RunningApplication app = RunningApplication.with(
                AllUp.class,
                "vigie.health.endpoints.path=/internal/up",
                "vigie.health.endpoints.monitoring-path=/internal/watch")) {
            assertThat(app.json("/internal/up")).containsEntry("application", "OK");
            assertThat(app.json("/internal/watch")).containsEntry("status", "ok");
            assertThat(app.get("/health").statusCode()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"vigie.health.endpoints.enabled=false", "vigie.health.enabled=false", "vigie.enabled=false"})
    void isOffWhenDisabled(String property) {
        try (RunningApplication app = RunningApplication.with(AllUp.class, property, ANY_DISK)) {
            assertThat(app.get("/health").statusCode()).isEqualTo(404);
            assertThat(app.get("/health/monitoring").statusCode()).isEqualTo(404);
            assertThat(app.get("/actuator/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void staysOnTheApplicationsPort() {
        try (RunningApplication app = RunningApplication.with(AllUp.class, "management.server.port=0", ANY_DISK)) {
            assertThat(app.get("/health").statusCode()).isEqualTo(200);
            assertThat(app.get("/health/monitoring").statusCode()).isEqualTo(200);
            assertThat(app.getFromManagementPort("/health").statusCode()).isEqualTo(404);
            assertThat(app.getFromManagementPort("/actuator/health/disk").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void isClosedWhereTheApplicationIs() {
        try (RunningApplication app = RunningApplication.start(List.of(RunningApplication.Plain.class))) {
            assertThat(app.get("/health").statusCode()).isEqualTo(401);
            assertThat(app.get("/health/monitoring").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void isMeasuredUnderItsPath() {
        try (RunningApplication app = RunningApplication.with(AllUp.class)) {
            app.get("/health");
            app.get("/health/monitoring");

            MeterRegistry registry = app.context().getBean(MeterRegistry.class);
            Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                for (String path : List.of("/health", "/health/monitoring")) {
                    assertThat(registry.find("http.server.requests")
                                    .tag("uri", path)
                                    .timer())
                            .isNotNull();
                }
            });
        }
    }

    @Test
    void worksWhenEverythingIsLazy() {
        try (RunningApplication app = RunningApplication.with(Broken.class, "spring.main.lazy-initialization=true")) {
            assertThat(app.get("/health").statusCode()).isEqualTo(503);
            assertThat(app.get("/actuator/health/db").body()).isEqualTo("{\"status\":\"DOWN\"}");
        }
    }

    @Test
    void startsWhenNoHealthEndpointIsExposed() {
        try (RunningApplication app =
                RunningApplication.with(AllUp.class, "management.endpoints.web.exposure.include=info")) {
            assertThat(app.get("/health/monitoring").statusCode()).isEqualTo(200);
            assertThat(app.get("/actuator/health").statusCode()).isEqualTo(404);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class DiskFull {

        @Bean
        HealthCheck disk() {
            return new FixedCheck(
                    "disk", HealthResult.down().with("usage_percent", 92.5).with("max_used_percent", 90.0));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class AllUp {

        @Bean
        HealthCheck database() {
            return new FixedCheck("db", HealthResult.up());
        }

        @Bean
        HealthCheck cache() {
            return new FixedCheck("redis", HealthResult.up());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Broken {

        @Bean
        HealthCheck database() {
            return new FixedCheck("db", HealthResult.down().with("error", "no route to db.internal"));
        }

        @Bean
        HealthCheck cache() {
            return new FixedCheck("redis", HealthResult.unknown());
        }

        @Bean
        HealthCheck throwing() {
            return new FixedCheck("partner.api", null);
        }
    }
}
