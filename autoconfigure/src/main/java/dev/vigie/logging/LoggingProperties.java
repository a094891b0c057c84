package dev.vigie.logging;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the log lines. Read from the environment before there are beans, so these are for documentation and for
 * the report; a value that is none of those named is told at the start and the default is used.
 *
 * @param enabled whether log lines are touched at all
 * @param console what the console shows: json, text or none; json by default in production and staging, else text
 * @param keyValues where SLF4J key-values and structured arguments go: metadata, or root for the top level of the line
 */
@ConfigurationProperties("vigie.logging")
record LoggingProperties(
        @DefaultValue("true") boolean enabled, @Nullable String console, @DefaultValue("metadata") String keyValues) {}
