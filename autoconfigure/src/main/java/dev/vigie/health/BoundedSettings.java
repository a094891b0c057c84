package dev.vigie.health;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which settings hold for which check: its own, those of the composite it is in, those of all. */
final class BoundedSettings {

    /** A login at somebody's mail server every few seconds would look like an attack. */
    private static final Map<String, Duration> GENTLE = Map.of("mail", Duration.ofMinutes(1));

    /** What others cannot notice. All else may be a call that somebody pays for, so somebody must want to know. */
    private static final Set<String> CHEAP = Set.of("db", "redis", "diskSpace", "ssl");

    /** More names than an application has, unless they come and go. */
    private static final int MANY = 1024;

    private final HealthProperties.Bounded all;

    /** Empty for nearly everybody. */
    private final Map<String, HealthProperties.Check> checks = new LinkedHashMap<>();

    private final Set<String> given;

    private final Map<String, Boolean> bounded = new ConcurrentHashMap<>();

    BoundedSettings(HealthProperties properties) {
        this.all = properties.bounded();
        this.given = properties.checks().keySet();
        properties.checks().forEach((name, check) -> checks.put(uniform(name), check));
    }

    boolean isBounded(String path) {
        if (checks.isEmpty()) {
            return true;
        }
        // Asked with each reading, of each component.
        Boolean known = bounded.get(path);
        if (known != null) {
            return known;
        }
        HealthProperties.Check own = own(path);
        boolean answer = own == null || own.bounded();
        if (bounded.size() < MANY) {
            bounded.put(path, answer);
        }
        return answer;
    }

    /** @param check whether it is a {@link HealthCheck}, which is made to be asked in the background */
    CheckSettings of(String path, boolean check) {
        HealthProperties.Check own = own(path);
        Duration interval = own == null ? null : own.interval();
        Duration timeout = own == null ? null : own.timeout();
        return new CheckSettings(
                (interval == null ? usual(path) : interval).toNanos(),
                (timeout == null ? all.timeout() : timeout).toNanos(),
                all.maxWait().toNanos(),
                all.maxStale().toNanos(),
                HealthResult.Status.of(all.lateStatus().name()),
                all.interrupt(),
                isAlways(path, own, check));
    }

    private static boolean isAlways(String path, HealthProperties.@Nullable Check own, boolean check) {
        HealthProperties.Background background = own == null ? null : own.background();
        return background == null
                ? check || CHEAP.contains(root(path))
                : background == HealthProperties.Background.ALWAYS;
    }

    /**
     * The names of checks that were given settings and are none.
     *
     * @param paths the names of all there are
     */
    Set<String> unknown(Collection<String> paths) {
        Set<String> known = new HashSet<>();
        for (String path : paths) {
            parts(path).map(BoundedSettings::uniform).forEach(known::add);
        }
        return given.stream()
                .filter(name -> !known.contains(uniform(name)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** How long one reader waits for all that have no result yet, in nanoseconds. */
    long maxWait() {
        return all.maxWait().toNanos();
    }

    /** The shortest interval of any check. */
    Duration shortest() {
        return checks.values().stream()
                .map(HealthProperties.Check::interval)
                .reduce(all.interval(), (a, b) -> b != null && b.compareTo(a) < 0 ? b : a);
    }

    private Duration usual(String path) {
        Duration gentle = GENTLE.getOrDefault(root(path), all.interval());
        return gentle.compareTo(all.interval()) > 0 ? gentle : all.interval();
    }

    private HealthProperties.@Nullable Check own(String path) {
        if (checks.isEmpty()) {
            return null;
        }
        return parts(path)
                .map(part -> checks.get(uniform(part)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The name and those of the composites around it, from within. */
    private static Stream<String> parts(String path) {
        return Stream.iterate(
                path, part -> !part.isEmpty(), part -> part.substring(0, Math.max(0, part.lastIndexOf('/'))));
    }

    private static String root(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }

    /** What is left of a name in an environment variable, so that every way to write it is the same. */
    private static String uniform(String name) {
        StringBuilder uniform = new StringBuilder(name.length());
        name.chars().filter(Character::isLetterOrDigit).forEach(c -> uniform.append((char) c));
        return uniform.toString().toLowerCase(Locale.ROOT);
    }
}
