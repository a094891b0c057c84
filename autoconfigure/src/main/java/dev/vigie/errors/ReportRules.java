package dev.vigie.errors;

import dev.vigie.feature.StartupProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which outcomes make an event: by the status of the answer, and by the class of the exception. */
public final class ReportRules {

    /** Server errors, whatever the exception. */
    public static final ReportRules SERVER_ERRORS = new ReportRules(List.of(new Range(500, 599)), Set.of(), Set.of());

    private static final Pattern STATUSES = Pattern.compile("\\s*([1-9]\\d{2})\\s*(?:-\\s*([1-9]\\d{2})\\s*)?");
    private static final int DEEPEST_CAUSE = 20;

    private final List<Range> statuses;
    private final Set<String> included;
    private final Set<String> excluded;

    private ReportRules(List<Range> statuses, Set<String> included, Set<String> excluded) {
        this.statuses = statuses;
        this.included = included;
        this.excluded = excluded;
    }

    /** The rules of the properties; a range that is none is told and left out. */
    public static ReportRules of(ErrorsProperties properties) {
        List<Range> ranges = new ArrayList<>();
        for (String text : properties.reportStatuses()) {
            Range range = rangeOf(text);
            if (range == null) {
                StartupProblems.warn(
                        "vigie.errors.report-statuses: \"" + StartupProblems.printable(text)
                                + "\" is no HTTP status and no range of them; it is left out.",
                        "Use numbers from 100 to 999 and ranges, such as 500-599 or 429.");
            } else {
                ranges.add(range);
            }
        }
        return new ReportRules(ranges, Set.copyOf(properties.include()), Set.copyOf(properties.exclude()));
    }

    private static @Nullable Range rangeOf(String text) {
        Matcher matcher = STATUSES.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        int from = Integer.parseInt(matcher.group(1));
        int to = matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
        return to < from ? null : new Range(from, to);
    }

    /** Whether an answer with this status makes an event. */
    public boolean isReported(int status) {
        for (Range range : statuses) {
            if (range.from() <= status && status <= range.to()) {
                return true;
            }
        }
        return false;
    }

    /** Whether this exception makes an event whatever the status. */
    public boolean isIncluded(Throwable error) {
        return !included.isEmpty() && isOneOf(included, error);
    }

    /** Whether this exception, or one it was caused by, never makes an event. A client that went away never does. */
    public boolean isExcluded(Throwable error) {
        if (ClientDisconnects.isOne(error)) {
            return true;
        }
        if (excluded.isEmpty()) {
            return false;
        }
        Throwable part = error;
        for (int depth = 0; part != null && depth < DEEPEST_CAUSE; depth++) {
            if (isOneOf(excluded, part)) {
                return true;
            }
            part = Causes.of(part);
        }
        return false;
    }

    /** By name: a class that is listed need not be on the class path. */
    private static boolean isOneOf(Set<String> names, Throwable error) {
        for (Class<?> type = error.getClass(); type != null; type = type.getSuperclass()) {
            if (names.contains(type.getName())) {
                return true;
            }
            for (Class<?> implemented : type.getInterfaces()) {
                if (names.contains(implemented.getName())) {
                    return true;
                }
            }
        }
        return false;
    }

    private record Range(int from, int to) {}
}
