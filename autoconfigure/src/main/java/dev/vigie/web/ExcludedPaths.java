package dev.vigie.web;

import dev.vigie.feature.StartupProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/** The paths whose requests leave no access line. */
final class ExcludedPaths {

    /** A dot, a slash or a backslash in disguise. */
    private static final Pattern ENCODED = Pattern.compile("%(2e|2f|5c)", Pattern.CASE_INSENSITIVE);

    private final List<Excluded> all;

    private ExcludedPaths(List<Excluded> all) {
        this.all = all;
    }

    /** Those that match one of these patterns; one that is none is told and left out. */
    static ExcludedPaths of(List<String> patterns) {
        List<Excluded> usable = new ArrayList<>();
        for (String pattern : patterns) {
            Excluded excluded = Excluded.of(pattern.strip());
            if (excluded == null) {
                StartupProblems.warn(
                        "vigie.web.access.exclude: \"" + StartupProblems.printable(pattern)
                                + "\" is no path pattern; it is left out.",
                        "Use paths and path patterns of Spring MVC, such as /health or /actuator/health/**.");
            } else {
                usable.add(excluded);
            }
        }
        return new ExcludedPaths(usable);
    }

    /** Whether this raw path, which begins with the context path, is one of them. */
    boolean contain(String path, String contextPath) {
        if (mayLeadElsewhere(path)) {
            return false;
        }
        int from = path.startsWith(contextPath) ? contextPath.length() : 0;
        boolean encoded = path.indexOf('%', from) >= 0;
        PathContainer parsed = null;
        for (Excluded excluded : all) {
            // Most requests are told from all patterns by this alone.
            if (encoded || path.startsWith(excluded.beginning(), from)) {
                parsed = parsed == null ? parsed(path.substring(from)) : parsed;
                if (excluded.pattern().matches(parsed)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The container answers {@code /health/../admin} as {@code /admin}: nobody shall go unseen that way. */
    private static boolean mayLeadElsewhere(String path) {
        return path.contains("/.")
                || path.contains("//")
                || path.indexOf('\\') >= 0
                || (path.indexOf('%') >= 0 && ENCODED.matcher(path).find());
    }

    private static PathContainer parsed(String path) {
        try {
            return PathContainer.parsePath(path);
        } catch (IllegalArgumentException malformed) {
            return PathContainer.parsePath("");
        }
    }

    /** A pattern, and what the paths that match it begin with unless something in them is percent-encoded. */
    private record Excluded(PathPattern pattern, String beginning) {

        static @Nullable Excluded of(String text) {
            if (text.isEmpty()) {
                return null;
            }
            try {
                PathPatternParser parser = PathPatternParser.defaultInstance;
                PathPattern pattern = parser.parse(parser.initFullPathPattern(text));
                return new Excluded(pattern, beginning(pattern.getPatternString()));
            } catch (PatternParseException none) {
                return null;
            }
        }

        private static String beginning(String pattern) {
            int end = 0;
            while (end < pattern.length() && "*?{\\".indexOf(pattern.charAt(end)) < 0) {
                end++;
            }
            boolean afterSlash = end > 0 && pattern.charAt(end - 1) == '/';
            // "/health/**" is "/health" as well.
            return pattern.substring(0, end < pattern.length() && afterSlash ? end - 1 : end);
        }
    }
}
