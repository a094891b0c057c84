package dev.vigie.errors;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Errors.
 *
 * @param enabled whether errors are sent to Sentry; without it they are log lines
 * @param warmUp whether the classes an event needs are loaded in the background after the start, so that the first
 *     error is answered as fast as any other
 */
@ConfigurationProperties("vigie.errors")
public record ErrorsProperties(@DefaultValue("true") boolean enabled, @DefaultValue("true") boolean warmUp) {}
