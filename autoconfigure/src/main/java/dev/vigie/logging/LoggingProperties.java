package dev.vigie.logging;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the log lines. Read from the environment before there are beans, so these are for documentation and for
 * the report; a value that is none of those named is told at the start and the default is used.
 *
 * @param enabled whether log lines are touched at all
 * @param console what the console shows: json, text or none; json by default in production and staging, else text
 * @param keyValues where SLF4J key-values and structured arguments go: metadata, or root for the top level of the line
 * @param async the thread that writes lines
 * @param rateLimit how often one place may say the same
 * @param files log files besides logging.file.name
 */
@ConfigurationProperties("vigie.logging")
record LoggingProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String console,
        @DefaultValue("metadata") String keyValues,
        @DefaultValue Async async,
        @DefaultValue RateLimit rateLimit,
        @DefaultValue Files files) {

    /**
     * The thread that writes lines.
     *
     * @param enabled whether there is one, or each thread writes its lines itself: true, false, or auto for true in
     *     production and staging
     * @param queueSize how many lines may wait, 64 to 1000000
     * @param queueMemory how much memory the lines that wait may keep, about; at least 64KB
     * @param maxWait how long a line of WARN or ERROR waits for room in a full queue; others are dropped at once
     */
    record Async(
            @DefaultValue("auto") String enabled,
            @DefaultValue("8192") int queueSize,
            @DefaultValue("16MB") DataSize queueMemory,
            @DefaultValue("100ms") Duration maxWait) {}

    /**
     * How often one place may say the same.
     *
     * @param enabled whether there is a limit; lines of the categories security and access have none
     * @param lines how many lines of one place are written in a window
     * @param window the window, 100ms to 1 day
     */
    record RateLimit(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("1000") int lines,
            @DefaultValue("10s") Duration window) {}

    /**
     * Log files besides logging.file.name; without that there are none.
     *
     * @param errors whether errors are also written to a file of their own, such as app-error.log
     * @param categories whether each category is also written to a file of its own, such as app-security.log
     * @param maxFiles how many rolled files of the log file and of that of errors are kept, 0 for any number; the
     *     default does not count where logging.logback.rollingpolicy.max-history is set
     * @param retention how many days rolled files of a category are kept
     * @param permissions of new files and of rolled ones, where the file system has such permissions
     */
    record Files(
            @DefaultValue("true") boolean errors,
            @DefaultValue("false") boolean categories,
            @DefaultValue("10") int maxFiles,
            @DefaultValue Retention retention,
            @DefaultValue("rw-------") String permissions) {}

    /**
     * How many days rolled files of a category are kept.
     *
     * @param application of the category application
     * @param access of the category access
     * @param security of the category security
     * @param performance of the category performance
     * @param database of the category database
     * @param api of the category api
     */
    record Retention(
            @DefaultValue("30") int application,
            @DefaultValue("90") int access,
            @DefaultValue("365") int security,
            @DefaultValue("30") int performance,
            @DefaultValue("30") int database,
            @DefaultValue("30") int api) {}
}
