package dev.vigie.logging;

import dev.vigie.privacy.Masking;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * The applications that run in this JVM, whose lines go the same way: what is secret in them, and what they asked for.
 */
final class RunningApplications {

    /** One that could not start is forgotten with its environment. */
    private final Map<Environment, One> all = new WeakHashMap<>();

    private int started;

    /** Returns what is secret in any of them. */
    synchronized Masking with(Environment application, Masking secrets) {
        One before = all.get(application);
        all.put(
                application,
                before == null ? new One(++started, secrets, null) : new One(before.number(), secrets, before.asked()));
        return secrets();
    }

    /** Its environment was replaced by another. */
    synchronized void replace(Environment before, Environment application) {
        One one = all.remove(before);
        if (one != null) {
            all.put(application, one);
        }
    }

    /** What it asked for, unless it has a configuration of its own. */
    synchronized void asks(Environment application, LoggingSettings settings) {
        all.computeIfPresent(application, (same, one) -> new One(one.number(), one.secrets(), settings));
    }

    /** It has ended; returns false when it was not known. */
    synchronized boolean forget(Environment application) {
        return all.remove(application) != null;
    }

    synchronized boolean knows(Environment application) {
        return all.containsKey(application);
    }

    synchronized boolean isEmpty() {
        return all.isEmpty();
    }

    synchronized Masking secrets() {
        return Masking.all(all.values().stream().map(One::secrets).toList());
    }

    /** What they asked for, the one that started last at the end. */
    synchronized List<LoggingSettings> settings() {
        return settingsWithout(null);
    }

    synchronized List<LoggingSettings> settingsWithout(@Nullable Environment application) {
        return all.entrySet().stream()
                .filter(one -> !one.getKey().equals(application))
                .map(Map.Entry::getValue)
                .sorted(Comparator.comparingInt(One::number))
                .flatMap(one -> Stream.ofNullable(one.asked()))
                .toList();
    }

    /** The one that started last. */
    synchronized @Nullable Environment latestBut(@Nullable Environment application) {
        return all.entrySet().stream()
                .filter(one -> !one.getKey().equals(application))
                .max(Comparator.comparingInt(one -> one.getValue().number()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private record One(int number, Masking secrets, @Nullable LoggingSettings asked) {}
}
