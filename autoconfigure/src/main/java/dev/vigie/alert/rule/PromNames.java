package dev.vigie.alert.rule;

import java.time.Duration;
import java.util.regex.Pattern;

/** Names and texts as they are written in PromQL; how Micrometer's names become those of a Prometheus scrape. */
final class PromNames {

    private static final Pattern NOT_IN_A_NAME = Pattern.compile("[^a-zA-Z0-9_]");
    /** What RE2, the syntax of Prometheus, takes for more than itself. */
    private static final Pattern SPECIAL = Pattern.compile("[\\\\.+*?()|\\[\\]{}^$]");

    private PromNames() {}

    static String label(String tag) {
        return NOT_IN_A_NAME.matcher(tag).replaceAll("_");
    }

    /** Of a meter with this base unit, which may be empty; {@code disk.free} in bytes is {@code disk_free_bytes}. */
    static String metric(String meter, String unit) {
        String name = NOT_IN_A_NAME.matcher(meter).replaceAll("_");
        return unit.isEmpty() || name.endsWith("_" + unit) ? name : name + "_" + unit;
    }

    /** A number of seconds as it stands in the label {@code le}: {@code 2.0}. */
    static String seconds(Duration duration) {
        return Double.toString(duration.toNanos() / 1e9);
    }

    /** A duration as it stands in a range: {@code 300s}. */
    static String range(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    /** A regular expression that is this text alone. */
    static String literal(String text) {
        return SPECIAL.matcher(text).replaceAll("\\\\$0");
    }
}
