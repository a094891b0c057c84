package dev.vigie.errors;

import dev.vigie.feature.StartupProblems;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Errors.
 *
 * @param enabled whether errors are sent to Sentry; without it they are log lines
 * @param reportStatuses HTTP statuses that make an event: numbers and ranges such as 500-599
 * @param include exception classes that make an event whatever the status of the answer; with their subclasses
 * @param exclude exception classes that never make an event; with their subclasses
 * @param outcomeTimeout how long an error line of a running request may wait for the outcome of the request before it
 *     becomes an event of its own
 * @param quota how many events an error storm may cost
 * @param warmUp whether the classes an event needs are loaded in the background after the start, so that the first
 *     error is answered as fast as any other
 */
@ConfigurationProperties("vigie.errors")
public record ErrorsProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("500-599") List<String> reportStatuses,
        @DefaultValue List<String> include,
        @DefaultValue List<String> exclude,
        @DefaultValue("10s") Duration outcomeTimeout,
        @DefaultValue Quota quota,
        @DefaultValue("true") boolean warmUp) {

    /**
     * How many events an error storm may cost. Errors are of one kind when they have the same exception classes thrown
     * at the same place, or the same message but for its numbers.
     *
     * @param enabled whether there is a limit
     * @param burst so many events of one kind are sent at once, from 1 on
     * @param perMinute so many more of one kind are sent per minute, from 1 on
     * @param totalPerMinute so many events are sent per minute, of all kinds together; 0 for no such limit
     */
    public record Quota(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("10") int burst,
            @DefaultValue("10") int perMinute,
            @DefaultValue("600") int totalPerMinute) {

        public Quota {
            burst = atLeast(1, burst, "burst");
            perMinute = atLeast(1, perMinute, "per-minute");
            totalPerMinute = atLeast(0, totalPerMinute, "total-per-minute");
        }

        private static int atLeast(int least, int given, String key) {
            if (given >= least) {
                return given;
            }
            StartupProblems.warn(
                    "The property vigie.errors.quota.%s is %d, which is too low. %d is used."
                            .formatted(key, given, least),
                    "Set vigie.errors.quota.%s to %d or more, or remove it. To send every event set"
                                    .formatted(key, least)
                            + " vigie.errors.quota.enabled=false.");
            return least;
        }
    }
}
