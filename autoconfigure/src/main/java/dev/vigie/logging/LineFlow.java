package dev.vigie.logging;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/**
 * How lines get from the application to their appenders.
 *
 * @param asynchronous whether a thread of its own writes them
 * @param queueLines how many may wait
 * @param queueBytes how much memory those that wait may keep alive, about
 * @param maxWait how long a line of WARN or ERROR waits for room
 * @param siteLines how many lines of one place pass in a window; 0 for all
 * @param siteWindow the window
 * @param withCaller whether a pattern asks for the place in the code, which only the thread that logs knows
 */
record LineFlow(
        boolean asynchronous,
        int queueLines,
        DataSize queueBytes,
        Duration maxWait,
        int siteLines,
        Duration siteWindow,
        boolean withCaller) {

    private static final String OURS = "vigie.logging.";
    private static final Set<String> SWITCH = Set.of("auto", "true", "false");
    private static final Pattern ASKS_FOR_CALLER =
            Pattern.compile("%[-.0-9]*(C|class|M|method|L|line|F|file|l|caller)(?![A-Za-z])");

    static final LineFlow DEFAULT = new LineFlow(
            true, 8192, DataSize.ofMegabytes(16), Duration.ofMillis(100), 1_000, Duration.ofSeconds(10), false);

    static LineFlow from(LoggingValues values, boolean watched, String consolePattern) {
        boolean limited = values.read(OURS + "rate-limit.enabled", Boolean.class, true, any -> true, "true or false");
        int lines = values.read(OURS + "rate-limit.lines", Integer.class, DEFAULT.siteLines, is -> is > 0, "1000");
        return new LineFlow(
                isAsynchronous(values, watched),
                values.read(
                        OURS + "async.queue-size",
                        Integer.class,
                        DEFAULT.queueLines,
                        LineFlow::isSize,
                        "64 to 1000000"),
                values.read(
                        OURS + "async.queue-memory",
                        DataSize.class,
                        DEFAULT.queueBytes,
                        is -> is.toBytes() >= 65_536,
                        "16MB"),
                values.read(OURS + "async.max-wait", Duration.class, DEFAULT.maxWait, is -> !is.isNegative(), "100ms"),
                limited ? lines : 0,
                values.read(OURS + "rate-limit.window", Duration.class, DEFAULT.siteWindow, LineFlow::isWindow, "10s"),
                ASKS_FOR_CALLER.matcher(consolePattern).find());
    }

    private static boolean isAsynchronous(LoggingValues values, boolean watched) {
        String asked =
                values.read(OURS + "async.enabled", String.class, "auto", LineFlow::isSwitch, "true, false or auto");
        return asked.equalsIgnoreCase("auto") ? watched : asked.equalsIgnoreCase("true");
    }

    private static boolean isSwitch(String text) {
        return SWITCH.contains(text.toLowerCase(Locale.ROOT));
    }

    private static boolean isSize(int lines) {
        return lines >= 64 && lines <= 1_000_000;
    }

    private static boolean isWindow(Duration window) {
        return window.compareTo(Duration.ofMillis(100)) >= 0 && window.compareTo(Duration.ofDays(1)) <= 0;
    }

    static LineFlow from(Environment environment) {
        String name = LoggingSettings.textOf(environment, "vigie.environment", "development");
        String pattern = environment.getProperty("logging.pattern.console", "");
        return from(new LoggingValues(environment, null), LoggingSettings.isWatched(name), pattern);
    }

    @Nullable
    CallSiteLimit limit() {
        return siteLines < 1 ? null : new CallSiteLimit(siteLines, siteWindow);
    }
}
