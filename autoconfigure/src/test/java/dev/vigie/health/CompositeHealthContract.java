package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What readers find of a composite of the application's own, on every Spring Boot line. */
public abstract class CompositeHealthContract {

    /** How long a busy machine takes to start a thread shall make no difference. */
    private static final List<String> PATIENT = List.of(
            "management.endpoint.health.show-details=always",
            "vigie.health.disk.max-used-percent=100",
            "management.health.redis.enabled=false",
            "vigie.health.bounded.max-wait=10s",
            "vigie.health.bounded.timeout=1m");

    private static final String[] GIVEN_UP = {
        "vigie.health.bounded.interval=200ms",
        "vigie.health.checks[tenants].timeout=300ms",
        // Theirs is no concern here.
        "vigie.health.checks[tenants/a].timeout=1m",
        "vigie.health.bounded.max-stale=3s"
    };

    /** What the composite does, in the types of no line. */
    public interface Tenants {

        /** The members and their status; null for one that is missing. */
        Map<String, @Nullable String> named();

        default @Nullable String member(String name) {
            return named().get(name);
        }
    }

    protected static volatile Tenants tenants = Map::of;

    /** A configuration with a composite {@code tenants} that does what the field says, and an indicator that is UP. */
    protected abstract Class<?> configuration();

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    public void answersWhileACompositeHangs() {
        GatedCheck gate = new GatedCheck("gate").hang();
        tenants = gated(gate);
        try (RunningApplication app = application("management.endpoint.health.group.some.include=fine,tenants")) {
            for (String path : List.of("/actuator/health", "/actuator/health/monitoring", "/actuator/health/some")) {
                Map<String, Object> components = RunningApplication.member(app.json(path), "components");
                assertThat(RunningApplication.member(components, "fine")).containsEntry("status", "UP");
                assertIsNotKnown(RunningApplication.member(components, "tenants"));
            }
            assertIsNotKnown(app.json("/actuator/health/tenants"));
            Map<String, Object> sought = app.json("/actuator/health/tenants/a");
            assertThat(sought).containsEntry("status", "UNKNOWN");
            assertThat(RunningApplication.member(sought, "details"))
                    .containsEntry("error", "No answer yet")
                    .containsEntry("stale", true)
                    .containsOnlyKeys("error", "stale", "in_flight_ms");
            assertThat(app.get("/health").statusCode()).isEqualTo(200);
            assertThat(threads()).hasSizeLessThanOrEqualTo(2);

            gate.letGo();
            awaitMembers(app, "a");
            assertThat(member(app, "a")).isEqualTo(Map.of("status", "UP"));
        } finally {
            gate.letGo();
        }
    }

    /** A group of a member is what that says, whatever its composite does: Spring Boot has found it by its name. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    public void groupsOfAMemberGoOnWhateverItsCompositeDoes(boolean hangs) {
        GatedCheck gate = new GatedCheck("gate").hang();
        tenants = new Tenants() {
            @Override
            public Map<String, @Nullable String> named() {
                if (!hangs) {
                    throw new IllegalStateException("no list");
                }
                gate.check();
                return Map.of("a", "OUT_OF_SERVICE");
            }

            @Override
            public @Nullable String member(String name) {
                return name.equals("a") ? "OUT_OF_SERVICE" : null;
            }
        };
        try (RunningApplication app = application(
                "management.endpoint.health.group.one.include=tenants/a",
                "management.endpoint.health.group.some.include=fine,tenants/a")) {
            assertThat(app.json("/actuator/health/one")).containsEntry("status", "OUT_OF_SERVICE");
            assertThat(app.get("/actuator/health/some").statusCode()).isEqualTo(503);
            assertThat(members(app)).containsOnlyKeys("a", "members");
        } finally {
            gate.letGo();
        }
    }

    private static void assertIsNotKnown(Map<String, Object> composite) {
        assertThat(composite).containsEntry("status", "UNKNOWN");
        Map<String, Object> members = RunningApplication.member(composite, "components");
        assertThat(members).containsOnlyKeys("members");
        assertThat(RunningApplication.member(RunningApplication.member(members, "members"), "details"))
                .containsEntry("error", "No answer yet")
                .containsEntry("stale", true)
                .containsKey("in_flight_ms");
    }

    /** Spring Boot alone would not answer; the client gives up after 20 seconds. */
    @Test
    public void showsTheMembersThatWereNamedLast() {
        GatedCheck gate = new GatedCheck("gate");
        tenants = gated(gate);
        try (RunningApplication app = application(GIVEN_UP)) {
            awaitMembers(app, "a");

            gate.hang();
            awaitMembers(app, "a", "members");
            assertThat(member(app, "members"))
                    .containsEntry("status", "UP")
                    .extracting("details")
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .containsEntry("stale", true)
                    .containsKeys("age_ms", "in_flight_ms");
            assertThat(member(app, "a")).isEqualTo(Map.of("status", "UP"));

            Awaitility.await()
                    .untilAsserted(() -> assertThat(member(app, "members")).containsEntry("status", "DOWN"));
            assertThat(RunningApplication.member(member(app, "members"), "details"))
                    .containsEntry("error", "No answer in time");
            assertThat(member(app, "a")).isEqualTo(Map.of("status", "UP"));
            assertThat(app.json("/actuator/health/tenants/a")).isEqualTo(Map.of("status", "UP"));
            assertThat(app.get("/actuator/health").statusCode()).isEqualTo(503);
            assertThat(RunningApplication.texts(app.json("/health"), "errors"))
                    .containsExactly("tenants/members check failed");
            assertThat(threads()).hasSize(1);

            gate.letGo();
            awaitMembers(app, "a");
            assertThat(app.get("/health").statusCode()).isEqualTo(200);
        } finally {
            gate.letGo();
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, NoSuchMethodError.class})
    public void isDownWhateverItThrows(Class<? extends Throwable> kind) {
        tenants = () -> {
            if (kind == NoSuchMethodError.class) {
                throw new NoSuchMethodError("hunter2");
            }
            throw new IllegalStateException("hunter2");
        };
        try (RunningApplication app = application()) {
            HttpResponse<String> response = app.get("/actuator/health");
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).doesNotContain("hunter2");
            Map<String, Object> components = RunningApplication.member(RunningApplication.json(response), "components");
            assertThat(RunningApplication.member(components, "fine")).containsEntry("status", "UP");
            Map<String, Object> down = Map.of("status", "DOWN", "details", Map.of("error", kind.getName()));
            assertThat(RunningApplication.member(components, "tenants"))
                    .isEqualTo(Map.of("status", "DOWN", "components", Map.of("members", down)));
            assertThat(app.json("/actuator/health/tenants")).containsEntry("status", "DOWN");
            assertThat(app.json("/actuator/health/tenants/a")).isEqualTo(down);
            assertThat(RunningApplication.texts(app.json("/health"), "errors"))
                    .containsExactly("tenants/members check failed");
        }
    }

    @Test
    public void leavesOutMembersThatAreMissing() {
        Map<String, @Nullable String> some = new LinkedHashMap<>();
        some.put("missing", null);
        some.put("a", "UP");
        tenants = () -> some;
        try (RunningApplication app = application()) {
            assertThat(members(app)).isEqualTo(Map.of("a", Map.of("status", "UP")));
            assertThat(app.get("/actuator/health/tenants/missing").statusCode()).isEqualTo(404);
            assertThat(app.get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    @SuppressWarnings("NullAway") // what a careless application does
    public void isDownWhereItNamesNothing() {
        tenants = () -> null;
        try (RunningApplication app = application()) {
            assertThat(RunningApplication.member(member(app, "members"), "details"))
                    .isEqualTo(Map.of("error", "java.lang.NullPointerException"));
        }
    }

    @Test
    public void findsAMemberThatIsNotNamed() {
        tenants = new Tenants() {
            @Override
            public Map<String, @Nullable String> named() {
                return Map.of("a", "UP");
            }

            @Override
            public @Nullable String member(String name) {
                return name.equals("hidden") ? "OUT_OF_SERVICE" : null;
            }
        };
        List<String> paths = List.of("", "/a", "/hidden", "/nothing");
        List<String> stock = answers(paths, "vigie.health.checks.tenants.bounded=false");

        List<String> bounded = answers(paths);

        // Spring Boot asks for it by its name and finds none.
        stock.set(1, bounded.get(1));
        assertThat(bounded).isEqualTo(stock);
        assertThat(bounded.get(1)).startsWith("200");
        assertThat(bounded.get(2)).isEqualTo("503{\"status\":\"OUT_OF_SERVICE\"}");
        assertThat(bounded.get(3)).isEqualTo("404");
    }

    private List<String> answers(List<String> paths, String... properties) {
        try (RunningApplication app = application(properties)) {
            return new ArrayList<>(paths.stream()
                    .map(path -> app.get("/actuator/health/tenants" + path))
                    .map(answer -> answer.statusCode() + (answer.statusCode() == 404 ? "" : answer.body()))
                    .toList());
        }
    }

    @Test
    public void isAskedByWhoReadsItWhereThatIsWanted() {
        tenants = () -> Map.of("a", Thread.currentThread().getName().startsWith("http-") ? "UP" : "DOWN");
        try (RunningApplication app = application("vigie.health.checks.tenants.bounded=false")) {
            assertThat(app.json("/actuator/health/tenants")).containsEntry("status", "UP");
            assertThat(threads()).isEmpty();
        }
    }

    private RunningApplication application(String... properties) {
        return RunningApplication.with(
                configuration(),
                Stream.concat(PATIENT.stream(), Stream.of(properties)).toArray(String[]::new));
    }

    private static Tenants gated(GatedCheck gate) {
        return () -> {
            gate.check();
            return Map.of("a", "UP");
        };
    }

    private static void awaitMembers(RunningApplication app, String... names) {
        Awaitility.await().untilAsserted(() -> assertThat(members(app)).containsOnlyKeys(names));
    }

    private static Map<String, Object> member(RunningApplication app, String name) {
        return RunningApplication.member(members(app), name);
    }

    private static Map<String, Object> members(RunningApplication app) {
        return RunningApplication.member(app.json("/actuator/health/tenants"), "components");
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(CheckThreads.PREFIX + " tenants"))
                .toList();
    }
}
