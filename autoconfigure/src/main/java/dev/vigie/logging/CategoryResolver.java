package dev.vigie.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/** Finds the category of a line: marker, else MDC, else the longest known prefix of the logger's name. */
final class CategoryResolver {

    static final String APPLICATION = "application";

    static final String ACCESS = "access";
    static final String SECURITY = "security";

    /** All there are. */
    static final List<String> CATEGORIES = List.of(APPLICATION, ACCESS, SECURITY, "performance", "database", "api");

    private static final Set<String> CLOSED_SET = Set.copyOf(CATEGORIES);

    /** By marker name; people write markers in either case. */
    private static final Map<String, String> MARKERS = Map.ofEntries(
            Map.entry("application", APPLICATION),
            Map.entry("APPLICATION", APPLICATION),
            Map.entry("access", "access"),
            Map.entry("ACCESS", "access"),
            Map.entry("security", "security"),
            Map.entry("SECURITY", "security"),
            Map.entry("performance", "performance"),
            Map.entry("PERFORMANCE", "performance"),
            Map.entry("database", "database"),
            Map.entry("DATABASE", "database"),
            Map.entry("api", "api"),
            Map.entry("API", "api"));

    /** By logger name or a parent of it; the longest wins. */
    private static final Map<String, String> LOGGERS = Map.ofEntries(
            Map.entry("access", "access"),
            Map.entry("security", "security"),
            Map.entry("audit", "security"),
            Map.entry("performance", "performance"),
            Map.entry("database", "database"),
            Map.entry("api", "api"),
            Map.entry("org.springframework.security", "security"),
            Map.entry("org.springframework.jdbc", "database"),
            Map.entry("org.springframework.orm", "database"),
            Map.entry("org.springframework.data", "database"),
            Map.entry("org.hibernate", "database"),
            Map.entry("org.hibernate.validator", APPLICATION),
            Map.entry("com.zaxxer.hikari", "database"),
            Map.entry("org.flywaydb", "database"),
            Map.entry("liquibase", "database"),
            Map.entry("org.postgresql", "database"),
            Map.entry("com.mysql", "database"),
            Map.entry("org.mariadb", "database"),
            Map.entry("org.jooq", "database"));

    /** Logger names come from code, but nothing stops an application from making them up: the memory is bounded. */
    private static final int REMEMBERED_LOGGERS = 2_000;

    private final Map<String, String> byLogger = new ConcurrentHashMap<>();

    String categoryOf(ILoggingEvent event, Map<String, String> mdc) {
        String marked = byMarker(event.getMarkerList());
        if (marked != null) {
            return marked;
        }
        String said = mdc.get(LogFields.CATEGORY);
        return said != null && isCategory(said) ? said : byLogger(event.getLoggerName());
    }

    static boolean isCategory(String name) {
        return CLOSED_SET.contains(name);
    }

    private static @Nullable String byMarker(@Nullable List<Marker> markers) {
        if (markers == null) {
            return null;
        }
        for (int i = 0; i < markers.size(); i++) {
            String category = MARKERS.get(SafeText.of("marker", markers.get(i)::getName));
            if (category != null) {
                return category;
            }
        }
        return null;
    }

    private String byLogger(@Nullable String logger) {
        if (logger == null) {
            return APPLICATION;
        }
        String known = byLogger.get(logger);
        if (known != null) {
            return known;
        }
        String found = longestPrefix(logger);
        if (byLogger.size() < REMEMBERED_LOGGERS) {
            byLogger.put(logger, found);
        }
        return found;
    }

    private static String longestPrefix(String logger) {
        for (int end = logger.length(); end > 0; end = logger.lastIndexOf('.', end - 1)) {
            String category = LOGGERS.get(logger.substring(0, end));
            if (category != null) {
                return category;
            }
        }
        return APPLICATION;
    }
}
