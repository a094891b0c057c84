package dev.vigie.logging;

import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * The categories of log lines, as SLF4J markers: {@code log.warn(LogCategories.SECURITY, "login_failed")}. A line
 * without one is {@code application}, unless the MDC or its logger says otherwise.
 */
public final class LogCategories {

    /** One line per request. */
    public static final Marker ACCESS = MarkerFactory.getMarker("access");

    /** Login, logout, refused access. */
    public static final Marker SECURITY = MarkerFactory.getMarker("security");

    /** Slow operations and the like. */
    public static final Marker PERFORMANCE = MarkerFactory.getMarker("performance");

    /** SQL, connection pools, migrations. */
    public static final Marker DATABASE = MarkerFactory.getMarker("database");

    /** Calls that this application's interface answers or makes. */
    public static final Marker API = MarkerFactory.getMarker("api");

    private LogCategories() {}
}
