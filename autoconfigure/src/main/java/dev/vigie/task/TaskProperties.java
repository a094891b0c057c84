package dev.vigie.task;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Work outside of requests.
 *
 * @param enabled whether asynchronous and scheduled methods are watched: their errors say where they come from, and a
 *     request's ids and user go along with what it submits
 */
@ConfigurationProperties("vigie.task")
public record TaskProperties(@DefaultValue("true") boolean enabled) {}
