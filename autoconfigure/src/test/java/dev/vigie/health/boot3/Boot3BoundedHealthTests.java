package dev.vigie.health.boot3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.health.GatedCheck;
import dev.vigie.health.RunningApplication;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class Boot3BoundedHealthTests {

    private static final String[] DETAILS = {
        "management.endpoint.health.show-details=always",
        "vigie.health.disk.max-used-percent=100",
        "vigie.health.bounded.interval=200ms"
    };

    /** The client gives up after 20 seconds; Spring Boot alone would not answer at all. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersEverywhereWhileContributorsHang(boolean lazy) {
        GatedCheck gate = new GatedCheck("gate").hang();
        Hanging.gate = gate;
        try (RunningApplication app = RunningApplication.with(
                Hanging.class,
                "management.endpoint.health.show-details=always",
                "spring.main.lazy-initialization=" + lazy,
                "management.endpoint.health.probes.enabled=true",
                "management.endpoint.health.probes.add-additional-paths=true",
                "management.endpoint.health.group.ready.include=readinessState,hanging",
                "management.endpoint.health.group.ready.additional-path=server:/ready")) {
            for (String path : List.of("/actuator/health", "/actuator/health/monitoring")) {
                Map<String, Object> components = RunningApplication.member(app.json(path), "components");
                assertThat(component(components, "hanging")).containsEntry("status", "UNKNOWN");
                assertThat(details(components, "hanging"))
                        .containsEntry("stale", true)
                        .containsEntry("error", "No answer yet")
                        .containsKey("in_flight_ms");
                assertThat(component(components, "fine"))
                        .isEqualTo(Map.of("status", "UP", "details", Map.of("mine", true)));
                Map<String, Object> many = RunningApplication.member(component(components, "many"), "components");
                assertThat(component(many, "one")).containsEntry("status", "UNKNOWN");
                assertThat(component(many, "other")).containsEntry("status", "UP");
            }
            for (String path : List.of(
                    "/actuator/health/hanging", "/actuator/health/many/one", "/actuator/health/ready", "/ready")) {
                assertThat(app.get(path).body()).contains("\"stale\":true");
            }
            assertThat(app.json("/livez")).containsEntry("status", "UP");
            assertThat(app.json("/readyz")).containsEntry("status", "UP");
            assertThat(app.get("/health").statusCode()).isBetween(200, 503);
            assertThat(app.json("/health/monitoring")).containsEntry("status", "ok");
            // The indicator and the member of the composite, each once.
            assertThat(gate.asked()).isEqualTo(2);
        } finally {
            gate.letGo();
        }
    }

    @Test
    void answersOverJmxWhileContributorsHang() throws Exception {
        GatedCheck gate = new GatedCheck("gate").hang();
        Hanging.gate = gate;
        try (RunningApplication app = RunningApplication.with(
                Hanging.class, "spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=health")) {
            Object answer = ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("org.springframework.boot:type=Endpoint,name=Health"),
                            "health",
                            new Object[0],
                            new String[0]);
            assertThat(Objects.toString(answer)).contains("stale=true", "mine=true");
            assertThat(app.context().isRunning()).isTrue();
        } finally {
            gate.letGo();
        }
    }

    @Test
    void answersOnAPortOfItsOwnWhileContributorsHang() {
        GatedCheck gate = new GatedCheck("gate").hang();
        Hanging.gate = gate;
        try (RunningApplication app = RunningApplication.with(
                Hanging.class, "management.server.port=0", "management.endpoint.health.show-details=always")) {
            assertThat(app.getFromManagementPort("/actuator/health").body()).contains("\"stale\":true");
            assertThat(app.get("/health/monitoring").statusCode()).isEqualTo(200);
        } finally {
            gate.letGo();
        }
    }

    @Test
    void showsNothingOfItToWhoMaySeeNoDetails() {
        GatedCheck gate = new GatedCheck("gate").hang();
        Hanging.gate = gate;
        try (RunningApplication app =
                RunningApplication.with(Hanging.class, "management.endpoint.health.show-components=always")) {
            assertThat(app.get("/actuator/health").body())
                    .contains("\"hanging\":{\"status\":\"UNKNOWN\"}")
                    .doesNotContain("stale", "in_flight", "error", "mine");
        } finally {
            gate.letGo();
        }
    }

    @Test
    void isDownInsteadOfAnErrorOfTheWholeAnswer() {
        try (RunningApplication app = RunningApplication.with(Wild.class, DETAILS)) {
            HttpResponse<String> response = app.get("/actuator/health");

            assertThat(response.statusCode()).isEqualTo(503);
            Map<String, Object> components = RunningApplication.member(RunningApplication.json(response), "components");
            assertThat(component(components, "thrown"))
                    .isEqualTo(Map.of("status", "DOWN", "details", Map.of("error", "java.lang.NoSuchMethodError")));
            assertThat(components).containsKey("fine").doesNotContainKey("silent");
            assertThat(response.body()).doesNotContain("hunter2");
            assertThat(app.get("/actuator/health/silent").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void boundsAContributorThatIsRegisteredLater() {
        GatedCheck gate = new GatedCheck("gate");
        try (RunningApplication app = RunningApplication.with(RunningApplication.Plain.class, DETAILS)) {
            HealthContributorRegistry registry = app.context().getBean(HealthContributorRegistry.class);
            HealthIndicator late = indicator(gate);
            registry.registerContributor("late", late);
            assertThat(details(app.json("/actuator/health/late"))).containsEntry("number", 1);

            gate.hang();
            Awaitility.await()
                    .until(() -> details(app.json("/actuator/health/late")).containsKey("stale") || gate.asked() > 1);
            assertThat(app.json("/actuator/health/late")).containsEntry("status", "UP");
            gate.letGo();

            assertThat(registry.unregisterContributor("late")).isSameAs(late);
            assertThat(app.get("/actuator/health/late").statusCode()).isEqualTo(404);
            registry.registerContributor(
                    "late", (HealthIndicator) () -> Health.down().build());
            assertThat(app.json("/actuator/health/late")).containsEntry("status", "DOWN");
        } finally {
            gate.letGo();
        }
    }

    @Test
    void leavesAContributorToSpringBootWhereItIsToldTo() {
        try (RunningApplication app = RunningApplication.with(
                Threads.class,
                "management.endpoint.health.show-details=always",
                "vigie.health.checks.partner.bounded=false",
                "vigie.health.checks[many/own].bounded=false")) {
            Map<String, Object> components = RunningApplication.member(app.json("/actuator/health"), "components");

            assertThat(thread(details(components, "partner"))).startsWith("http-");
            assertThat(thread(details(components, "other"))).isEqualTo("vigie-health other");
            Map<String, Object> many = RunningApplication.member(component(components, "many"), "components");
            assertThat(thread(details(many, "own"))).startsWith("http-");
            assertThat(thread(details(many, "usual"))).isEqualTo("vigie-health many/usual");
            HealthContributorRegistry registry = app.context().getBean(HealthContributorRegistry.class);
            assertThat(registry.getContributor("partner"))
                    .isSameAs(app.context().getBean("partner"));
        }
    }

    @Test
    void leavesAllToSpringBootWhenItIsOff() {
        try (RunningApplication app = RunningApplication.with(
                Threads.class,
                "management.endpoint.health.show-details=always",
                "vigie.health.bounded.enabled=false")) {
            Map<String, Object> components = RunningApplication.member(app.json("/actuator/health"), "components");

            assertThat(thread(details(components, "other"))).startsWith("http-");
            HealthContributorRegistry registry = app.context().getBean(HealthContributorRegistry.class);
            assertThat(registry.getContributor("many")).isSameAs(app.context().getBean("many"));
        }
    }

    @Test
    void leavesTheBeansAsTheyAre() {
        try (RunningApplication app = RunningApplication.with(Threads.class)) {
            Object bean = app.context().getBean("partner");
            assertThat(bean)
                    .isSameAs(
                            app.context().getBeansOfType(HealthIndicator.class).get("partner"));
            assertThat(bean.getClass().getName()).startsWith(Threads.class.getName());
        }
    }

    private static Map<String, Object> component(Map<String, Object> components, String name) {
        return RunningApplication.member(components, name);
    }

    private static Map<String, Object> details(Map<String, Object> components, String name) {
        return details(component(components, name));
    }

    private static Map<String, Object> details(Map<String, Object> component) {
        return RunningApplication.member(component, "details");
    }

    private static String thread(Map<String, Object> details) {
        return Objects.toString(details.get("thread"));
    }

    private static HealthIndicator indicator(GatedCheck gate) {
        return () -> Health.up().withDetails(gate.check().details()).build();
    }

    @Configuration(proxyBeanMethods = false)
    static class Hanging {

        static volatile GatedCheck gate = new GatedCheck("gate");

        @Bean
        HealthIndicator hanging() {
            return indicator(gate);
        }

        @Bean
        HealthContributor many() {
            return CompositeHealthContributor.fromMap(Map.of("one", indicator(gate), "other", (HealthIndicator)
                    () -> Health.up().build()));
        }

        @Bean
        HealthIndicator fine() {
            return () -> Health.up().withDetail("mine", true).build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Wild {

        @Bean
        HealthIndicator thrown() {
            return () -> {
                throw new NoSuchMethodError("hunter2");
            };
        }

        @Bean
        @SuppressWarnings("NullAway") // what a careless application does
        HealthIndicator silent() {
            return () -> null;
        }

        @Bean
        HealthIndicator fine() {
            return () -> Health.up().build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Threads {

        @Bean
        HealthIndicator partner() {
            return naming();
        }

        @Bean
        HealthIndicator other() {
            return naming();
        }

        @Bean
        HealthContributor many() {
            return CompositeHealthContributor.fromMap(Map.of("own", naming(), "usual", naming()));
        }

        private static HealthIndicator naming() {
            return () -> Health.up()
                    .withDetail("thread", Thread.currentThread().getName())
                    .build();
        }
    }
}
