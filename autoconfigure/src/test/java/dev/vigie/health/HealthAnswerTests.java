package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class HealthAnswerTests {

    private final List<ComponentHealth> components = new ArrayList<>();
    private final Map<String, Object> properties = new HashMap<>();
    private final StandardEnvironment environment = new StandardEnvironment();

    private final HealthAnswer answer = new HealthAnswer(
            new Listed(components),
            new DatabaseNames(environment),
            Clock.fixed(Instant.parse("2026-01-30T14:00:00.987Z"), ZoneOffset.ofHours(5)));

    @BeforeEach
    void setProperties() {
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
    }

    @Test
    void hasTheShapeThatIsPromised() {
        properties.put("spring.datasource.url", "jdbc:postgresql://localhost/crm");
        add("db", HealthResult.down());
        add("redis", HealthResult.up());
        add(
                "disk",
                HealthResult.down()
                        .with("path", ".")
                        .with("usage_percent", 92.5)
                        .with("max_used_percent", 90.0));

        JsonAnswer read = answer.read();

        assertThat(read.status()).isEqualTo(503);
        assertThat(read.body().entrySet())
                .containsExactly(
                        Map.entry("application", "OK"),
                        Map.entry("database", "ERROR"),
                        Map.entry("redis", "OK"),
                        Map.entry("disk", Map.of("usage_percent", 92.5, "healthy", false)),
                        Map.entry("status", "unhealthy"),
                        Map.entry("timestamp", "2026-01-30T14:00:00Z"),
                        Map.entry("errors", List.of("PostgreSQL connection failed", "Disk usage above 90%")));
    }

    @Test
    void leavesOutWhatTheApplicationHasNot() {
        add("ping", HealthResult.up());

        JsonAnswer read = answer.read();

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.body()).containsOnlyKeys("application", "status", "timestamp", "errors");
    }

    @Test
    void staysHealthyWithWhatIsUnknown() {
        add("redis", HealthResult.unknown());
        add("sentry", HealthResult.unknown());

        assertThat(answer.read().body()).containsEntry("redis", "UNKNOWN").containsEntry("status", "healthy");
    }

    @Test
    void namesEachOfSeveralDatabases() {
        add("db/orders", HealthResult.up().with("database", "PostgreSQL"));
        add("db/archive", HealthResult.up().with("database", "MySQL"));
        assertThat(answer.read().body()).containsEntry("database", "OK").containsEntry("errors", List.of());

        components.clear();
        add("db/orders", HealthResult.up().with("database", "PostgreSQL"));
        add("db/archive", HealthResult.down());

        assertThat(answer.read().body())
                .containsEntry("database", "ERROR")
                .containsEntry("errors", List.of("MySQL connection failed (archive)"));
    }

    @Test
    void countsOutOfServiceAsBroken() {
        add("readinessState", HealthResult.of(HealthResult.Status.OUT_OF_SERVICE));

        assertThat(answer.read().status()).isEqualTo(503);
        assertThat(answer.read().body()).containsEntry("errors", List.of("readinessState check failed"));
    }

    @Test
    void answersWithTheVerdictOfTheApplicationAndTellsWhatIsBadAllTheSame() {
        List<ComponentHealth> down = List.of(new ComponentHealth("db", HealthResult.down()));
        List<ComponentHealth> fatal = List.of(new ComponentHealth("partner", HealthResult.unknown(), true));

        JsonAnswer mapped = answerOf(new HealthReading(down, false));
        JsonAnswer own = answerOf(new HealthReading(fatal, true));

        assertThat(mapped.status()).isEqualTo(200);
        assertThat(mapped.body()).containsEntry("database", "ERROR").containsEntry("status", "unhealthy");
        assertThat(own.status()).isEqualTo(503);
        assertThat(own.body())
                .containsEntry("status", "unhealthy")
                .containsEntry("errors", List.of("partner check failed"));
    }

    @Test
    void tellsTheWellKnownFirst() {
        for (String name : List.of("zeta", "disk", "redis", "alpha", "db")) {
            add(name, HealthResult.down());
        }

        assertThat(answer.read().body())
                .containsEntry(
                        "errors",
                        List.of(
                                "Database connection failed",
                                "Redis connection failed",
                                "Disk check failed",
                                "zeta check failed",
                                "alpha check failed"));
    }

    @Test
    void keepsAStrangeNameHarmless() {
        add("a\r\nb\"<script>" + "x".repeat(100), HealthResult.down());

        List<?> errors = (List<?>) answer.read().body().getOrDefault("errors", List.of());
        assertThat(errors).hasSize(1).first().asString().matches("a__b__script_x{1,60} check failed");
    }

    @Test
    void isBounded() {
        Collections.nCopies(500, HealthResult.down()).forEach(result -> add("c" + components.size(), result));

        assertThat((List<?>) answer.read().body().getOrDefault("errors", List.of()))
                .hasSize(50);
    }

    private JsonAnswer answerOf(HealthReading reading) {
        HealthReader reader = new HealthReader() {
            @Override
            public HealthReading read() {
                return reading;
            }

            @Override
            public int size() {
                return reading.components().size();
            }
        };
        return new HealthAnswer(reader, new DatabaseNames(environment), Clock.systemUTC()).read();
    }

    private void add(String name, HealthResult result) {
        components.add(new ComponentHealth(name, result));
    }

    private record Listed(List<ComponentHealth> components) implements HealthReader {

        @Override
        public HealthReading read() {
            return HealthReading.of(components);
        }

        @Override
        public int size() {
            return components.size();
        }
    }
}
