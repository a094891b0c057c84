package dev.vigie.login;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * People and logins.
 *
 * @param enabled whether events and lines carry the signed-in user, and logins leave signals
 */
@ConfigurationProperties("vigie.login")
public record LoginProperties(@DefaultValue("true") boolean enabled) {}
