package dev.vigie.errors;

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
 */
@ConfigurationProperties("vigie.errors")
public record ErrorsProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("500-599") List<String> reportStatuses,
        @DefaultValue List<String> include,
        @DefaultValue List<String> exclude,
        @DefaultValue("10s") Duration outcomeTimeout) {}
