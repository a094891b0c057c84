package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every way to read health answers while contributors hang, on every Spring Boot line. Spring Boot alone would not
 * answer; the client gives up after 20 seconds.
 */
public abstract class HangingHealthContract {

    private static final String DETAILS = "management.endpoint.health.show-details=always";

    /** How long a busy machine takes to start a thread shall make no difference; only what hangs is given up soon. */
    private static final List<String> PATIENT = List.of(
            "vigie.health.disk.max-used-percent=100",
            "vigie.health.bounded.max-wait=10s",
            "vigie.health.bounded.timeout=1m",
            "vigie.health.bounded.max-stale=1h",
            "vigie.health.checks.hanging.timeout=300ms",
            "vigie.health.checks[many/one].timeout=300ms");

    private static final String[] ALL_PATHS = {
        DETAILS,
        "vigie.health.bounded.interval=200ms",
        "spring.jmx.enabled=true",
        "management.endpoints.jmx.exposure.include=health",
        "management.endpoint.health.probes.enabled=true",
        "management.endpoint.health.probes.add-additional-paths=true",
        "management.endpoint.health.group.ready.include=readinessState,hanging",
        "management.endpoint.health.group.ready.additional-path=server:/ready"
    };

    /** Asked by {@code hanging} and {@code many/one} of {@link #configuration()}. */
    protected static volatile GatedCheck gate = new GatedCheck("gate");

    /**
     * A configuration with an indicator {@code hanging}, a composite {@code many} with {@code one} that hangs as well
     * and {@code other} that is UP, and {@code fine}, UP with the detail {@code mine: true}.
     */
    protected abstract Class<?> configuration();

    @AfterEach
    void letGo() {
        gate.letGo();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    public void answersEverywhereWhereThereIsNoResultYet(boolean lazy) {
        gate = new GatedCheck("gate").hang();
        try (RunningApplication app = application(
                DETAILS,
                "spring.main.lazy-initialization=" + lazy,
                "management.endpoint.health.probes.enabled=true",
                "management.endpoint.health.probes.add-additional-paths=true",
                "management.endpoint.health.group.ready.include=readinessState,hanging",
                "management.endpoint.health.group.ready.additional-path=server:/ready")) {
            for (String path : List.of("/actuator/health", "/actuator/health/monitoring")) {
                Map<String, Object> components = RunningApplication.member(app.json(path), "components");
                assertIsNotKnown(RunningApplication.member(components, "hanging"));
                assertThat(RunningApplication.member(components, "fine"))
                        .isEqualTo(Map.of("status", "UP", "details", Map.of("mine", true)));
                Map<String, Object> many =
                        RunningApplication.member(RunningApplication.member(components, "many"), "components");
                assertIsNotKnown(RunningApplication.member(many, "one"));
                assertThat(RunningApplication.member(many, "other")).containsEntry("status", "UP");
            }
            for (String path : List.of(
                    "/actuator/health/hanging", "/actuator/health/many/one", "/actuator/health/ready", "/ready")) {
                assertThat(app.get(path).body()).contains("\"stale\":true");
            }
            assertThat(app.json("/livez")).containsEntry("status", "UP");
            assertThat(app.json("/readyz")).containsEntry("status", "UP");
            assertThat(app.get("/health").statusCode()).isEqualTo(200);
            assertThat(app.json("/health/monitoring")).containsEntry("status", "ok");
            // The indicator and the member of the composite, each once.
            Awaitility.await().untilAsserted(() -> assertThat(gate.asked()).isEqualTo(2));
        }
    }

    private static void assertIsNotKnown(Map<String, Object> component) {
        assertThat(component).containsEntry("status", "UNKNOWN");
        assertThat(RunningApplication.member(component, "details"))
                .containsEntry("stale", true)
                .containsEntry("error", "No answer yet")
                .containsKey("in_flight_ms");
    }

    @Test
    public void answersEverywhereWithWhatWasKept() throws Exception {
        gate = new GatedCheck("gate");
        try (RunningApplication app = application(ALL_PATHS)) {
            int asked = hangWithResults(app::get);

            assertAnswersWithWhatWasKept(app::get);
            assertThat(app.get("/ready").body()).contains(KEPT);
            assertApplicationsPortAnswers(app);
            assertJmxAnswers();
            assertThat(gate.asked()).isEqualTo(asked);
        }
    }

    @Test
    public void answersEverywhereWithWhatWasKeptWhereManagementHasAPortOfItsOwn() throws Exception {
        gate = new GatedCheck("gate");
        String[] properties = Stream.concat(Stream.of(ALL_PATHS), Stream.of("management.server.port=0"))
                .toArray(String[]::new);
        try (RunningApplication app = application(properties)) {
            int asked = hangWithResults(app::getFromManagementPort);

            assertAnswersWithWhatWasKept(app::getFromManagementPort);
            assertThat(app.get("/ready").body()).contains(KEPT);
            assertThat(app.get("/actuator/health").statusCode()).isEqualTo(404);
            assertApplicationsPortAnswers(app);
            assertJmxAnswers();
            assertThat(gate.asked()).isEqualTo(asked);
        }
    }

    private static final String KEPT = "\"stale\":true";

    /** Both have a result, and hang since; says how often they have been asked. */
    private static int hangWithResults(Function<String, HttpResponse<String>> get) {
        Awaitility.await().untilAsserted(() -> {
            for (String path : List.of("hanging", "many/one")) {
                assertThat(get.apply("/actuator/health/" + path).body())
                        .contains("\"number\"")
                        .doesNotContain(KEPT);
            }
        });
        gate.hang();
        Awaitility.await().untilAsserted(() -> {
            for (String path : List.of("hanging", "many/one")) {
                assertThat(get.apply("/actuator/health/" + path).body()).contains("\"number\"", KEPT);
            }
        });
        return gate.asked();
    }

    private static void assertAnswersWithWhatWasKept(Function<String, HttpResponse<String>> get) {
        for (String path : List.of("", "/monitoring", "/ready", "/hanging", "/many", "/many/one")) {
            HttpResponse<String> answer = get.apply("/actuator/health" + path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body())
                    .as(path)
                    .contains("\"status\":\"UP\"", "\"number\":", KEPT, "\"age_ms\":", "\"in_flight_ms\":");
        }
        for (String path : List.of("/liveness", "/readiness", "/fine", "/many/other")) {
            HttpResponse<String> answer = get.apply("/actuator/health" + path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body()).as(path).contains("\"status\":\"UP\"").doesNotContain(KEPT);
        }
    }

    private static void assertApplicationsPortAnswers(RunningApplication app) {
        assertThat(app.json("/livez")).containsEntry("status", "UP");
        assertThat(app.json("/readyz")).containsEntry("status", "UP");
        assertThat(app.json("/health")).containsEntry("status", "healthy");
        assertThat(app.json("/health/monitoring")).containsEntry("status", "ok");
    }

    private static void assertJmxAnswers() throws JMException {
        assertThat(jmx("health", new Object[0])).contains("stale=true", "number=", "mine=true");
        assertThat(jmx("healthForPath", new Object[] {new String[] {"hanging"}}, String[].class.getName()))
                .contains("stale=true", "number=")
                .doesNotContain("mine=true");
    }

    private static String jmx(String operation, Object[] arguments, String... types) throws JMException {
        return Objects.toString(ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("org.springframework.boot:type=Endpoint,name=Health"),
                        operation,
                        arguments,
                        types));
    }

    @Test
    public void showsNothingOfItToWhoMaySeeNoDetails() {
        gate = new GatedCheck("gate").hang();
        try (RunningApplication app = application("management.endpoint.health.show-components=always")) {
            assertThat(app.get("/actuator/health").body())
                    .contains("\"hanging\":{\"status\":\"UNKNOWN\"}")
                    .doesNotContain("stale", "in_flight", "error", "mine");
        }
    }

    private RunningApplication application(String... properties) {
        List<String> all = new ArrayList<>(PATIENT);
        all.addAll(List.of(properties));
        return RunningApplication.with(configuration(), all.toArray(String[]::new));
    }
}
