package dev.vigie.feature;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;

/**
 * Adds the defaults of all features to the environment, below everything the application says.
 *
 * <p>Runs after the configuration files are read (HIGHEST_PRECEDENCE + 10) and before the logging system starts
 * (HIGHEST_PRECEDENCE + 20), because both sides matter: the defaults depend on the environment's name, and some of them
 * are logging's.
 */
final class FeatureDefaultsListener implements ApplicationListener<SpringApplicationEvent>, Ordered {

    /**
     * Boot's name for its lowest source. Not its class {@code DefaultPropertiesPropertySource}: that one moved in Boot
     * 4.
     */
    private static final String LOWEST_SOURCE = "defaultProperties";

    private final StartupProblems problems = new StartupProblems();

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 15;
    }

    @Override
    public void onApplicationEvent(SpringApplicationEvent event) {
        if (event instanceof ApplicationEnvironmentPreparedEvent prepared) {
            addDefaults(prepared.getEnvironment());
        } else if (event instanceof ApplicationContextInitializedEvent) {
            problems.write();
        }
    }

    private void addDefaults(ConfigurableEnvironment environment) {
        if (!FeatureSwitch.isOn(environment, "vigie.enabled")) {
            return;
        }
        FamiliarVariables variables = new FamiliarVariables(environment, problems);
        variables.hideUnusable();
        merge(environment, variables.asProperties());
        Map<String, Object> defaults = new HashMap<>();
        SpringFactoriesLoader.forDefaultResourceLocation(getClass().getClassLoader())
                .load(FeatureDefaults.class)
                .forEach(feature -> contribute(feature, environment, defaults));
        merge(environment, defaults);
    }

    /** One feature that cannot give its defaults must not stop the application, nor the defaults of the others. */
    private void contribute(
            FeatureDefaults feature, ConfigurableEnvironment environment, Map<String, Object> defaults) {
        if (!FeatureSwitch.isOn(environment, "vigie." + feature.feature() + ".enabled")) {
            return;
        }
        try {
            feature.contribute(environment, defaults, problems);
        } catch (RuntimeException failure) {
            problems.add(
                    "The defaults of %s could not be set: %s"
                            .formatted(feature.getClass().getName(), failure),
                    "Mend the setting named above. The application runs without these defaults.");
        }
    }

    /**
     * Into Spring Boot's own lowest source instead of beside it: Boot keeps moving that one to the end, so a source
     * added last would end up above the application's default properties and above its {@code @PropertySource} files.
     */
    private static void merge(ConfigurableEnvironment environment, Map<String, Object> defaults) {
        Map<String, Object> merged = new LinkedHashMap<>(defaults);
        PropertySource<?> existing = environment.getPropertySources().get(LOWEST_SOURCE);
        if (existing instanceof MapPropertySource map) {
            merged.putAll(map.getSource());
        }
        MapPropertySource source = new MapPropertySource(LOWEST_SOURCE, merged);
        if (existing == null) {
            environment.getPropertySources().addLast(source);
        } else {
            environment.getPropertySources().replace(LOWEST_SOURCE, source);
        }
    }
}
