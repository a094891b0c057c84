package dev.vigie.logging;

import org.jspecify.annotations.Nullable;

/**
 * What became of the log lines of this application.
 *
 * @param console what the console shows, or null when the application decides that
 * @param jsonFile whether there is a log file and it is ours
 * @param leftAlone why something was left to the application, or null
 */
record LoggingOutcome(LoggingSettings.@Nullable Console console, boolean jsonFile, @Nullable String leftAlone) {

    static LoggingOutcome leftAlone(String why) {
        return new LoggingOutcome(null, false, why);
    }
}
