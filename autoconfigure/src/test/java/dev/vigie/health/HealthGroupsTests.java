package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class HealthGroupsTests {

    @Test
    void tellAnyoneTheStatusOfEachGroup() {
        try (RunningApplication app =
                RunningApplication.with(DatabaseDown.class, "vigie.health.disk.max-used-percent=100")) {
            assertAnswer(app, "db", 503, "{\"status\":\"DOWN\"}");
            assertAnswer(app, "disk", 200, "{\"status\":\"UP\"}");
            assertAnswer(app, "sentry", 200, "{\"status\":\"UNKNOWN\"}");
            assertAnswer(app, "monitoring", 503, "{\"status\":\"DOWN\"}");
            assertThat(app.get("/actuator/health/redis").statusCode()).isEqualTo(404);
            assertThat(app.get("/actuator/health/nobody").statusCode()).isEqualTo(404);
            assertThat(RunningApplication.texts(app.json("/actuator/health"), "groups"))
                    .contains("monitoring")
                    .doesNotContain("db", "disk", "sentry", "redis");
        }
    }

    @Test
    void hideTheirComponentsAsTheApplicationSays() {
        try (RunningApplication app = RunningApplication.with(DatabaseDown.class)) {
            assertThat(app.get("/actuator/health/db/db").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void showTheirComponentsAsTheApplicationSays() {
        try (RunningApplication app = RunningApplication.with(
                DatabaseDown.class,
                "management.endpoint.health.show-details=always",
                "vigie.health.disk.max-used-percent=100")) {
            assertThat(app.json("/actuator/health/db"))
                    .isEqualTo(Map.of(
                            "status",
                            "DOWN",
                            "components",
                            Map.of("db", Map.of("status", "DOWN", "details", Map.of("attempt", 3)))));
            assertThat(app.json("/actuator/health/db/db"))
                    .isEqualTo(Map.of("status", "DOWN", "details", Map.of("attempt", 3)));
            assertThat(components(app, "/actuator/health/disk")).containsOnlyKeys("disk", "diskSpace");
            assertThat(components(app, "/actuator/health/monitoring"))
                    .containsKeys("db", "disk", "diskSpace", "ping", "sentry")
                    .containsOnlyKeys(
                            components(app, "/actuator/health").keySet().toArray(String[]::new));
        }
    }

    @Test
    void leaveTheProbesAlone() {
        try (RunningApplication app = RunningApplication.with(
                DatabaseDown.class,
                "management.endpoint.health.probes.enabled=true",
                "management.endpoint.health.probes.add-additional-paths=true")) {
            assertAnswer(app, "liveness", 200, "{\"status\":\"UP\"}");
            assertAnswer(app, "readiness", 200, "{\"status\":\"UP\"}");
            assertThat(app.get("/livez").statusCode()).isEqualTo(200);
            assertThat(app.get("/readyz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void yieldToAGroupOfTheApplication() {
        try (RunningApplication app = RunningApplication.with(
                DatabaseDown.class,
                "management.endpoint.health.group.monitoring.include=ping",
                "management.endpoint.health.group.monitoring.show-components=always",
                "management.endpoint.health.group.monitoring.additional-path=server:/up")) {
            assertThat(components(app, "/actuator/health/monitoring")).containsOnlyKeys("ping");
            assertThat(app.get("/up").statusCode()).isEqualTo(200);
            assertThat(app.get("/actuator/health/db").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void letACheckStepAsideForAGroupOfItsName() {
        try (RunningApplication app = RunningApplication.with(
                DatabaseDown.class,
                "management.endpoint.health.group.disk.include=diskSpace",
                "management.endpoint.health.group.disk.show-components=always")) {
            assertThat(components(app, "/actuator/health/disk")).containsOnlyKeys("diskSpace");
            assertThat(RunningApplication.member(app.json("/health"), "disk")).containsKey("usage_percent");
        }
    }

    @Test
    void mayBeMadeOfOurChecks() {
        try (RunningApplication app = RunningApplication.with(
                DatabaseDown.class,
                "management.endpoint.health.group.ready.include=db,sentry,disk",
                "management.endpoint.health.group.ready.show-components=always")) {
            assertThat(components(app, "/actuator/health/ready")).containsOnlyKeys("db", "disk", "sentry");
        }
    }

    @Test
    void leaveTheStartAloneWhenACheckIsCalledAsAGroup() {
        try (RunningApplication app =
                RunningApplication.with(CalledMonitoring.class, "management.endpoint.health.show-components=always")) {
            assertThat(components(app, "/actuator/health")).containsKey("monitoringCheck");
        }
    }

    private static void assertAnswer(RunningApplication app, String group, int status, String body) {
        HttpResponse<String> response = app.get("/actuator/health/" + group);
        assertThat(response.statusCode()).as(group).isEqualTo(status);
        assertThat(response.body()).as(group).isEqualTo(body);
    }

    private static Map<String, Object> components(RunningApplication app, String path) {
        return RunningApplication.member(app.json(path), "components");
    }

    @Configuration(proxyBeanMethods = false)
    static class DatabaseDown {

        @Bean
        HealthCheck database() {
            return new FixedCheck("db", HealthResult.down().with("attempt", 3));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class CalledMonitoring {

        @Bean
        HealthCheck watch() {
            return new FixedCheck("monitoring", HealthResult.up());
        }
    }
}
