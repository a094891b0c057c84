package dev.vigie.logging;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.util.unit.DataSize;

/**
 * The log files an application wants besides the console.
 *
 * @param archives name pattern of rolled files of the main file, or empty for the usual one
 * @param maxFile where a file rolls within a day
 * @param kept which rolled files of the main file and that of errors are kept
 * @param errors whether there is a file of errors alone
 * @param categories whether there is a file per category
 * @param retentionDays how many days the rolled files of each category are kept
 * @param permissions of new files, such as {@code rw-------}
 */
record LogFiles(
        String archives,
        DataSize maxFile,
        Kept kept,
        boolean errors,
        boolean categories,
        Map<String, Integer> retentionDays,
        String permissions) {

    static final String DEFAULT_PERMISSIONS = "rw-------";
    static final int DEFAULT_FILES = 10;
    static final DataSize DEFAULT_CAP = DataSize.ofGigabytes(1);

    private static final int USUAL_DAYS = 30;
    private static final String ROLLING = "logging.logback.rollingpolicy.";
    private static final String OURS = "vigie.logging.files.";
    private static final String MAX_FILES = OURS + "max-files";
    private static final String MAX_HISTORY = ROLLING + "max-history";
    private static final String CLEAN_ON_START = ROLLING + "clean-history-on-start";
    private static final Pattern PERMISSIONS = Pattern.compile("([r-][w-][x-]){3}");
    private static final Map<String, Integer> RETENTION = Map.of(
            CategoryResolver.APPLICATION,
            30,
            CategoryResolver.ACCESS,
            90,
            CategoryResolver.SECURITY,
            365,
            "performance",
            30,
            "database",
            30,
            "api",
            30);

    static LogFiles from(LoggingValues values) {
        return new LogFiles(
                archives(values),
                values.read(
                        ROLLING + "max-file-size", DataSize.class, DataSize.ofMegabytes(10), LogFiles::isSome, "10MB"),
                kept(values),
                values.read(OURS + "errors", Boolean.class, true, any -> true, "true or false"),
                values.read(OURS + "categories", Boolean.class, false, any -> true, "true or false"),
                retention(values),
                values.read(
                        OURS + "permissions",
                        String.class,
                        DEFAULT_PERMISSIONS,
                        text -> PERMISSIONS.matcher(text).matches() && text.startsWith("rw"),
                        "nine characters such as rw-r-----, the owner's rw first"));
    }

    private static Kept kept(LoggingValues values) {
        return new Kept(
                values.read(MAX_FILES, Integer.class, DEFAULT_FILES, files -> files >= 0, "10, or 0 for any number"),
                values.read(MAX_HISTORY, Integer.class, 0, days -> days >= 0, "a number of days, or 0 for any"),
                // Boot's 0 is for no limit, logback's too; a disk has one.
                values.read(ROLLING + "total-size-cap", DataSize.class, DEFAULT_CAP, LogFiles::isSome, "1GB"),
                values.read(CLEAN_ON_START, Boolean.class, false, any -> true, "true or false"));
    }

    /** Defaults that depend on what was given. */
    static Map<String, Object> defaults(LoggingValues values, LogFiles wanted) {
        if (values.isGiven(MAX_HISTORY)) {
            // Who says how many days says enough.
            return Map.of(MAX_FILES, 0);
        }
        // Spring Boot's own appender is there for a moment, and would remove what is older than a week.
        return wanted.kept().cleanOnStart() ? Map.of(MAX_HISTORY, 365) : Map.of();
    }

    private static String archives(LoggingValues values) {
        return values.read(
                ROLLING + "file-name-pattern",
                String.class,
                "",
                text -> text.contains("%d") && text.contains("%i"),
                "a name with %d and %i, such as ${LOG_FILE}.%d{yyyy-MM-dd}.%i.gz");
    }

    private static Map<String, Integer> retention(LoggingValues values) {
        Map<String, Integer> days = new LinkedHashMap<>();
        for (String category : CategoryResolver.CATEGORIES) {
            days.put(
                    category,
                    values.read(
                            OURS + "retention." + category,
                            Integer.class,
                            RETENTION.getOrDefault(category, USUAL_DAYS),
                            given -> given > 0,
                            "a number of days above 0"));
        }
        return Map.copyOf(days);
    }

    private static boolean isSome(DataSize size) {
        return size.toBytes() > 0;
    }

    /** Which rolled files of the file of a category are kept. */
    Kept keptOf(String category) {
        return new Kept(0, retentionDays.getOrDefault(category, USUAL_DAYS), kept.bytes(), kept.cleanOnStart());
    }

    /**
     * Which rolled files of one log file are kept.
     *
     * @param files how many, or 0 for any number
     * @param days how many days, or whatever the name pattern counts; 0 for any number
     * @param bytes how large they are together
     * @param cleanOnStart whether old ones are removed at the start, too
     */
    record Kept(int files, int days, DataSize bytes, boolean cleanOnStart) {}
}
