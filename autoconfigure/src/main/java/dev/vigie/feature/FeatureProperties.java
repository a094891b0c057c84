package dev.vigie.feature;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the whole.
 *
 * @param enabled whether Vigie does anything at all
 * @param environment name of the environment in events, logs, metrics and alerts; the variable ENVIRONMENT sets it too
 */
@ConfigurationProperties("vigie")
public record FeatureProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue(FeatureProperties.DEFAULT_ENVIRONMENT) String environment) {

    static final String DEFAULT_ENVIRONMENT = "development";

    public FeatureProperties {
        environment = environment.isBlank() ? DEFAULT_ENVIRONMENT : environment.strip();
    }
}
