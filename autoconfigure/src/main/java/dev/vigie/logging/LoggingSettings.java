package dev.vigie.logging;

import dev.vigie.feature.FeatureSwitch;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * What the application asked for, read before there are beans.
 *
 * @param console what the console shows
 * @param keyValues {@code root} or {@code metadata}
 * @param service name of the application
 * @param environment name of the environment
 * @param ownConsole whether the application chose one of Spring Boot's structured formats for the console
 * @param ownFile the same for the file
 * @param flow how lines get to the appenders
 * @param files which log files there are
 * @param file path of the first of them, or null when there are none
 * @param fileThreshold level from which on lines are in files, or nothing for any
 */
record LoggingSettings(
        Console console,
        String keyValues,
        String service,
        String environment,
        boolean ownConsole,
        boolean ownFile,
        LineFlow flow,
        LogFiles files,
        @Nullable String file,
        String fileThreshold) {

    static final String CONSOLE = "vigie.logging.console";
    static final String KEY_VALUES = "vigie.logging.key-values";

    static final String METADATA = "metadata";
    static final String ROOT = "root";

    /** What the console can show. */
    enum Console {
        JSON,
        TEXT,
        NONE
    }

    static LoggingSettings from(Environment environment) {
        LoggingValues values = new LoggingValues(environment, null);
        String name = textOf(environment, "vigie.environment", "development");
        Path file = LogPlace.pathIn(environment);
        Console asked = consoleOf(textOf(environment, CONSOLE, ""));
        return new LoggingSettings(
                asked == null ? defaultConsole(name) : asked,
                textOf(environment, KEY_VALUES, METADATA).equalsIgnoreCase(ROOT) ? ROOT : METADATA,
                textOf(environment, "spring.application.name", "application"),
                name,
                StringUtils.hasText(environment.getProperty("logging.structured.format.console")),
                StringUtils.hasText(environment.getProperty("logging.structured.format.file")),
                LineFlow.from(environment),
                LogFiles.from(values),
                file == null ? null : file.toString(),
                textOf(environment, "logging.threshold.file", ""));
    }

    static boolean isOn(Environment environment) {
        return FeatureSwitch.isOn(environment, "vigie.enabled")
                && FeatureSwitch.isOn(environment, "vigie.logging.enabled");
    }

    static Console defaultConsole(String environment) {
        return isWatched(environment) ? Console.JSON : Console.TEXT;
    }

    /** Whether machines read the lines; elsewhere a person does, or a test. */
    static boolean isWatched(String environment) {
        return switch (environment.toLowerCase(Locale.ROOT)) {
            case "production", "prod", "staging" -> true;
            default -> false;
        };
    }

    static @Nullable Console consoleOf(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "json" -> Console.JSON;
            case "text" -> Console.TEXT;
            case "none" -> Console.NONE;
            default -> null;
        };
    }

    static boolean isKeyValues(String text) {
        return text.equalsIgnoreCase(METADATA) || text.equalsIgnoreCase(ROOT);
    }

    static String textOf(Environment environment, String key, String fallback) {
        String value = Binder.get(environment).bind(key, String.class).orElse("");
        return StringUtils.hasText(value) ? value.strip() : fallback;
    }
}
