package dev.vigie.health;

import dev.vigie.feature.StartupProblems;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** From where to where a setting may go; what lies outside is told and brought inside. */
enum UsableTimes {
    INTERVAL(Duration.ofMillis(100), Duration.ofHours(1)),
    TIMEOUT(Duration.ofMillis(10), Duration.ofMinutes(10)),
    LATENCY(Duration.ofMillis(1), Duration.ofMinutes(10)),
    MAX_WAIT(Duration.ZERO, Duration.ofSeconds(10)),
    MAX_STALE(Duration.ZERO, Duration.ofHours(1));

    private final Duration shortest;
    private final Duration longest;

    UsableTimes(Duration shortest, Duration longest) {
        this.shortest = shortest;
        this.longest = longest;
    }

    Duration of(String key, Duration given) {
        Duration used = given.compareTo(shortest) < 0 ? shortest : given.compareTo(longest) > 0 ? longest : given;
        if (!used.equals(given)) {
            StartupProblems.warn(
                    "The property %s is %s. %s is used.".formatted(key, plain(given), plain(used)),
                    "Set %s to a time from %s to %s, or remove it.".formatted(key, plain(shortest), plain(longest)));
        }
        return used;
    }

    static Map<String, HealthProperties.Check> ofEach(Map<String, HealthProperties.Check> checks) {
        Map<String, HealthProperties.Check> usable = new LinkedHashMap<>();
        checks.forEach((name, check) -> {
            String prefix = "vigie.health.checks[%s].".formatted(StartupProblems.printable(name));
            usable.put(
                    name,
                    new HealthProperties.Check(
                            check.bounded(),
                            INTERVAL.ofOptional(prefix + "interval", check.interval()),
                            TIMEOUT.ofOptional(prefix + "timeout", check.timeout()),
                            check.background()));
        });
        return Map.copyOf(usable);
    }

    private @Nullable Duration ofOptional(String key, @Nullable Duration given) {
        return given == null ? null : of(key, given);
    }

    /** As it is written in a property: the largest unit that needs no fraction. */
    private static String plain(Duration time) {
        if (time.toMillis() == 0) {
            return time.isZero() ? "0" : time.toString();
        }
        for (ChronoUnit unit : List.of(ChronoUnit.HOURS, ChronoUnit.MINUTES, ChronoUnit.SECONDS)) {
            if (time.toMillis() % unit.getDuration().toMillis() == 0) {
                return DurationStyle.SIMPLE.print(time, unit);
            }
        }
        return DurationStyle.SIMPLE.print(time);
    }
}
