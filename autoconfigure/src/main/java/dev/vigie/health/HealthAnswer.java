package dev.vigie.health;

import dev.vigie.health.HealthResult.Status;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code GET /health} says: every component in one flat answer, its errors in fixed words. */
final class HealthAnswer {

    /** More components than this may be down, but no more are told. */
    private static final int MAX_ERRORS = 50;

    private static final String DISK = DiskHealthCheck.NAME;

    /** Ours where the application has a group called disk. */
    static final String OTHER_DISK = DISK + HealthChecks.SUFFIX;

    /** What is told first. */
    private static final List<String> ORDER = List.of("db", "redis", DISK, OTHER_DISK);

    private final HealthReader reader;
    private final DatabaseNames databaseNames;
    private final ErrorPhrases phrases;
    private final Clock clock;

    private volatile @Nullable Kept kept;

    HealthAnswer(HealthReader reader, DatabaseNames databaseNames, Clock clock) {
        this.reader = reader;
        this.databaseNames = databaseNames;
        this.phrases = new ErrorPhrases(databaseNames);
        this.clock = clock;
    }

    @SuppressWarnings("ReferenceEquality") // the reader answers the same object while nothing has changed
    JsonAnswer read() {
        HealthReading reading = reader.read();
        Instant second = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Kept before = kept;
        if (before != null && before.reading() == reading && before.second().equals(second)) {
            return before.answer();
        }
        String timestamp = before != null && before.second().equals(second) ? before.timestamp() : second.toString();
        JsonAnswer answer = answer(reading, timestamp);
        kept = new Kept(reading, second, timestamp, answer);
        return answer;
    }

    private JsonAnswer answer(HealthReading reading, String timestamp) {
        List<ComponentHealth> components = reading.components();
        List<ComponentHealth> databases = of("db", components);
        databases.forEach(databaseNames::remember);
        boolean healthy = !reading.failing() && !isAnyBad(components);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("application", "OK");
        putWord(body, "database", databases);
        putWord(body, "redis", of("redis", components));
        putDisk(body, components);
        body.put("status", healthy ? "healthy" : "unhealthy");
        body.put("timestamp", timestamp);
        body.put("errors", healthy ? List.of() : errors(components, databases.size() > 1));
        // Not for every bad component: the application may have mapped DOWN to 200.
        return new JsonAnswer(reading.failing() ? 503 : 200, body);
    }

    private static List<ComponentHealth> of(String root, List<ComponentHealth> components) {
        List<ComponentHealth> found = new ArrayList<>(2);
        for (ComponentHealth component : components) {
            if (component.isRoot(root)) {
                found.add(component);
            }
        }
        return found;
    }

    private static boolean isAnyBad(List<ComponentHealth> components) {
        for (ComponentHealth component : components) {
            if (component.bad()) {
                return true;
            }
        }
        return false;
    }

    private static void putWord(Map<String, Object> body, String name, List<ComponentHealth> components) {
        if (components.isEmpty()) {
            return;
        }
        if (isAnyBad(components)) {
            body.put(name, "ERROR");
        } else {
            body.put(name, areAllUp(components) ? "OK" : "UNKNOWN");
        }
    }

    private static void putDisk(Map<String, Object> body, List<ComponentHealth> components) {
        ComponentHealth disk = disk(components);
        if (disk == null) {
            return;
        }
        Map<String, Object> member = new LinkedHashMap<>();
        if (disk.result().details().get(DiskHealthCheck.USAGE_PERCENT) instanceof Number used) {
            member.put(DiskHealthCheck.USAGE_PERCENT, used);
        }
        member.put("healthy", !disk.bad());
        body.put("disk", member);
    }

    private static @Nullable ComponentHealth disk(List<ComponentHealth> components) {
        ComponentHealth other = null;
        for (ComponentHealth component : components) {
            if (component.name().equals(DISK)) {
                return component;
            }
            if (component.name().equals(OTHER_DISK)) {
                other = component;
            }
        }
        return other;
    }

    private List<String> errors(List<ComponentHealth> components, boolean severalDatabases) {
        return components.stream()
                .filter(ComponentHealth::bad)
                .sorted(Comparator.comparingInt(HealthAnswer::rank))
                .limit(MAX_ERRORS)
                .map(component -> phrases.of(component, severalDatabases))
                .toList();
    }

    private static int rank(ComponentHealth component) {
        int known = ORDER.indexOf(component.root());
        return known < 0 ? ORDER.size() : known;
    }

    private static boolean areAllUp(List<ComponentHealth> components) {
        for (ComponentHealth component : components) {
            if (component.result().status() != Status.UP) {
                return false;
            }
        }
        return true;
    }

    /**
     * The last answer.
     *
     * @param reading what it is about
     * @param second when it was given
     * @param timestamp the same as a text
     */
    private record Kept(HealthReading reading, Instant second, String timestamp, JsonAnswer answer) {}
}
