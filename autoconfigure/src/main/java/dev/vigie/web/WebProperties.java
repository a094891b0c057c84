package dev.vigie.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Requests.
 *
 * @param enabled whether requests get ids and are watched; without it Sentry's own filters and resolver are in charge
 * @param answerUnhandled whether an exception that nobody handles is answered with a problem document of status 500
 */
@ConfigurationProperties("vigie.web")
public record WebProperties(@DefaultValue("true") boolean enabled, @DefaultValue("true") boolean answerUnhandled) {}
