package dev.vigie.bench;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;

/**
 * How much is measured; the pom gives the defaults.
 *
 * @param directory the module's own, with the arms below it
 * @param starts cold starts of each arm
 * @param warmUp load on each arm before anything is counted
 * @param rounds measured rounds, each over all arms
 * @param round length of one arm's part in a round
 * @param connections connections of the load generator, each with one request at a time
 * @param tracesSampleRate what every arm with Sentry is told
 */
record BenchSettings(
        Path directory,
        int starts,
        Duration warmUp,
        int rounds,
        Duration round,
        int connections,
        String tracesSampleRate) {

    BenchSettings {
        if (starts < 1 || rounds < 1 || connections < 1 || warmUp.toSeconds() < 1 || round.toSeconds() < 1) {
            throw new IllegalArgumentException("Every bench.* number must be at least 1 (durations: 1s).");
        }
    }

    static BenchSettings fromSystemProperties() {
        return new BenchSettings(
                Path.of(text("directory")),
                Integer.parseInt(text("starts")),
                DurationStyle.detectAndParse(text("warm-up")),
                Integer.parseInt(text("rounds")),
                DurationStyle.detectAndParse(text("round")),
                Integer.parseInt(text("connections")),
                text("traces-sample-rate"));
    }

    /** Long enough that what this run measured holds; a smoke run is not. */
    boolean isFair() {
        return warmUp.toSeconds() >= 55 && rounds >= 3 && round.toSeconds() >= 10 && starts >= 5;
    }

    private static String text(String name) {
        String value = System.getProperty("bench." + name);
        if (value == null) {
            throw new IllegalArgumentException("bench." + name + " is missing: start the bench with Maven.");
        }
        return value;
    }
}
