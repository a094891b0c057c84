package dev.vigie.feature;

import java.util.Map;
import org.springframework.core.env.Environment;

/**
 * Defaults that a feature gives to other people's properties. Named in {@code META-INF/spring.factories}; asked once
 * per application start, after the configuration files are read and before logging starts.
 */
public interface FeatureDefaults {

    /** The feature whose switch turns these defaults off too: {@code errors}. */
    String feature();

    /**
     * Puts property values of the lowest precedence: any value the application gives wins.
     *
     * @param environment the application's settings, {@code vigie.environment} included
     * @param defaults where the values go
     * @param problems where a setting that cannot be used is told; never throw for one
     */
    void contribute(Environment environment, Map<String, Object> defaults, StartupProblems problems);
}
