package dev.vigie.health.boot4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.health.GatedCheck;
import dev.vigie.health.RunningApplication;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class Boot4BoundedHealthTests {

    private static final String DETAILS = "management.endpoint.health.show-details=always";

    /** How long a busy machine takes to start a thread shall make no difference. */
    private static final List<String> PATIENT = List.of(
            "vigie.health.disk.max-used-percent=100",
            "vigie.health.bounded.max-wait=10s",
            "vigie.health.bounded.timeout=1m",
            "vigie.health.bounded.max-stale=1h");

    @Test
    void isDownInsteadOfAnErrorOfTheWholeAnswer() {
        try (RunningApplication app = patient(Wild.class, DETAILS)) {
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
        try (RunningApplication app = patient(
                RunningApplication.Plain.class,
                DETAILS,
                "vigie.health.bounded.interval=200ms",
                "vigie.health.checks.late.timeout=300ms")) {
            HealthContributorRegistry registry = app.context().getBean(HealthContributorRegistry.class);
            HealthIndicator late = indicator(gate);
            registry.registerContributor("late", late);
            Awaitility.await().untilAsserted(() -> assertThat(details(app.json("/actuator/health/late")))
                    .containsKey("number")
                    .doesNotContainKey("stale"));

            gate.hang();
            Awaitility.await().untilAsserted(() -> assertThat(details(app.json("/actuator/health/late")))
                    .containsKeys("number", "stale"));
            assertThat(app.json("/actuator/health/late")).containsEntry("status", "UP");
            gate.letGo();

            assertThat(registry.unregisterContributor("late")).isSameAs(late);
            assertThat(app.get("/actuator/health/late").statusCode()).isEqualTo(404);
            registry.registerContributor(
                    "late", (HealthIndicator) () -> Health.down().build());
            Awaitility.await().untilAsserted(() -> assertThat(app.json("/actuator/health/late"))
                    .containsEntry("status", "DOWN"));
        } finally {
            gate.letGo();
        }
    }

    @Test
    void leavesAContributorToSpringBootWhereItIsToldTo() {
        try (RunningApplication app = patient(
                Threads.class,
                DETAILS,
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
        try (RunningApplication app =
                RunningApplication.with(Threads.class, DETAILS, "vigie.health.bounded.enabled=false")) {
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

    private static RunningApplication patient(Class<?> configuration, String... properties) {
        return RunningApplication.with(
                configuration,
                Stream.concat(PATIENT.stream(), Stream.of(properties)).toArray(String[]::new));
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
