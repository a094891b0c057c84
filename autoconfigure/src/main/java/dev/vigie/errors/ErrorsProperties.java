package dev.vigie.errors;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Errors.
 *
 * @param enabled whether errors are sent to Sentry; without it they are log lines
 */
@ConfigurationProperties("vigie.errors")
public record ErrorsProperties(@DefaultValue("true") boolean enabled) {}
