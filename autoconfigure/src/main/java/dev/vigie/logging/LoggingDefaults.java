package dev.vigie.logging;

import dev.vigie.feature.FeatureDefaults;
import dev.vigie.feature.StartupProblems;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.Environment;

/**
 * The request id in Spring Boot's text pattern, no banner among JSON lines, and a word about settings that cannot be
 * used.
 */
final class LoggingDefaults implements FeatureDefaults {

    private static final String CORRELATION = "logging.pattern.correlation";

    /** In brackets when there is one, else nothing: the replacement takes away the empty brackets. */
    private static final String REQUEST_ID_IN_BRACKETS = "%replace([%X{requestId:-}] ){'^.. $',''}";

    @Override
    public String feature() {
        return "logging";
    }

    @Override
    public void contribute(Environment environment, Map<String, Object> defaults, StartupProblems problems) {
        checkConsole(environment, problems);
        checkKeyValues(environment, problems);
        LoggingValues values = new LoggingValues(environment, problems);
        LineFlow.from(values, false, "");
        defaults.putAll(LogFiles.defaults(values, LogFiles.from(values)));
        if (!LoggingSetupListener.hasEncoder()) {
            return;
        }
        // With a tracer Spring Boot shows trace and span id in this place.
        if (!environment.getProperty(LoggingSystem.EXPECT_CORRELATION_ID_PROPERTY, Boolean.class, false)) {
            defaults.put(CORRELATION, REQUEST_ID_IN_BRACKETS);
        }
        if (OwnLogbackConfiguration.find(environment, classLoader()) == null) {
            defaults.put("logging.logback.rollingpolicy.total-size-cap", LogFiles.DEFAULT_CAP.toString());
            // Before Spring Boot makes it.
            LogPlace.prepare(environment, classLoader());
        }
        // The banner is no JSON; Spring Boot leaves it out for its own structured formats too.
        if (isJsonOfOurs(environment)) {
            defaults.put("spring.main.banner-mode", "off");
        }
    }

    private static boolean isJsonOfOurs(Environment environment) {
        LoggingSettings settings = LoggingSettings.from(environment);
        return settings.console() == LoggingSettings.Console.JSON
                && !settings.ownConsole()
                && OwnLogbackConfiguration.find(environment, classLoader()) == null;
    }

    private static ClassLoader classLoader() {
        return Objects.requireNonNull(LoggingDefaults.class.getClassLoader());
    }

    private static void checkConsole(Environment environment, StartupProblems problems) {
        String asked = LoggingSettings.textOf(environment, LoggingSettings.CONSOLE, "");
        if (!asked.isEmpty() && LoggingSettings.consoleOf(asked) == null) {
            String used = LoggingSettings.from(environment).console().name().toLowerCase(Locale.ROOT);
            problems.add(
                    "The property %s is '%s', which is none of json, text and none. %s is used."
                            .formatted(LoggingSettings.CONSOLE, StartupProblems.printable(asked), used),
                    "Set %s to json, text or none, or remove it.".formatted(LoggingSettings.CONSOLE));
        }
    }

    private static void checkKeyValues(Environment environment, StartupProblems problems) {
        String asked = LoggingSettings.textOf(environment, LoggingSettings.KEY_VALUES, "metadata");
        if (!LoggingSettings.isKeyValues(asked)) {
            problems.add(
                    "The property %s is '%s', which is neither metadata nor root. metadata is used."
                            .formatted(LoggingSettings.KEY_VALUES, StartupProblems.printable(asked)),
                    "Set %s to metadata or root, or remove it.".formatted(LoggingSettings.KEY_VALUES));
        }
    }
}
