package dev.vigie.health.boot3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.vigie.health.RunningApplication;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
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
            assertThat(app.json("/actuator/health/monitoring"))
                    .containsEntry("status", "UP")
                    .doesNotContainKey("components");
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {RegisteringEarly.class, RegisteringLate.class})
    void letsAnIndicatorThatTheApplicationRegistersTakeThePlaceOfACheck(Class<?> application) {
        try (RunningApplication app = RunningApplication.with(
                application,
                "management.endpoint.health.show-details=always",
                "management.endpoint.health.probes.enabled=true",
                "management.endpoint.health.group.ready.include=disk,sentry",
                "management.endpoint.health.group.ready.show-components=always")) {
            Map<String, Object> components = RunningApplication.member(app.json("/actuator/health"), "components");
            for (String name : List.of("disk", "sentry")) {
                assertThat(RunningApplication.member(components, name))
                        .isEqualTo(Map.of("status", "UP", "details", Map.of("mine", true)));
            }
            assertThat(RunningApplication.member(components, "monitoring")).containsEntry("status", "UP");
            assertThat(app.json("/actuator/health/monitoring"))
                    .containsEntry("details", Map.of("mine", true))
                    .doesNotContainKey("components");
            assertThat(RunningApplication.member(app.json("/actuator/health/ready"), "components"))
                    .containsOnlyKeys("disk", "sentry");
            assertThat(app.json("/health").get("disk")).isEqualTo(Map.of("healthy", true));
        }
    }

    @Test
    void refusesASecondIndicatorOfOneNameAsEver() {
        try (RunningApplication app = RunningApplication.with(RegisteringLate.class)) {
            HealthContributorRegistry registry = app.context().getBean(HealthContributorRegistry.class);

            assertThatIllegalStateException()
                    .isThrownBy(() -> registry.registerContributor("disk", mine()))
                    .withMessageContaining("already");
            assertThat(registry.unregisterContributor("disk")).isNotNull();
            assertThat(registry.getContributor("disk")).isNull();
        }
    }

    @Test
    void agreesWithTheActuatorOnAStatusOfTheApplication() {
        String[] fatal = {
            "vigie.health.disk.enabled=false",
            "management.health.diskspace.enabled=false",
            "management.endpoint.health.status.order=fatal,down,out-of-service,unknown,up",
            "management.endpoint.health.status.http-mapping.fatal=503"
        };
        try (RunningApplication app = RunningApplication.with(Fatal.class, fatal)) {
            assertThat(app.get("/actuator/health").statusCode()).isEqualTo(503);
            assertThat(app.get("/health").statusCode()).isEqualTo(503);
            assertThat(app.json("/health"))
                    .containsEntry("status", "unhealthy")
                    .containsEntry("errors", List.of("partner check failed"));
        }
        try (RunningApplication app = RunningApplication.with(
                Fatal.class, "vigie.health.disk.enabled=false", "management.health.diskspace.enabled=false")) {
            assertThat(app.get("/actuator/health").statusCode()).isEqualTo(200);
            assertThat(app.get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void warnsOnceOfAnIndicatorThatThrows(CapturedOutput output) {
        try (RunningApplication app = RunningApplication.with(Throwing.class)) {
            app.get("/health");
            app.get("/health");

            String said = "Health contributor partner threw java.lang.IllegalStateException";
            assertThat(output.getAll().split(said, -1)).hasSize(2);
            assertThat(output).doesNotContain("hunter2");
        }
    }

    private static HealthIndicator mine() {
        return () -> Health.up().withDetail("mine", true).build();
    }

    @Configuration(proxyBeanMethods = false)
    static class RegisteringEarly {

        @Bean
        InitializingBean registration(HealthContributorRegistry registry) {
            return () ->
                    List.of("disk", "sentry", "monitoring").forEach(name -> registry.registerContributor(name, mine()));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class RegisteringLate {

        @Bean
        ApplicationRunner registration(HealthContributorRegistry registry) {
            return arguments ->
                    List.of("disk", "sentry", "monitoring").forEach(name -> registry.registerContributor(name, mine()));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Fatal {

        @Bean
        HealthIndicator partner() {
            return () -> Health.status("FATAL").build();
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
