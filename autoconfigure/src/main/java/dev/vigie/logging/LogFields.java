package dev.vigie.logging;

/** The MDC keys that become members of their own in a log line. */
public final class LogFields {

    /** The request id. */
    public static final String REQUEST_ID = "requestId";

    /** The trace id; Micrometer Tracing and OpenTelemetry use the same key. */
    public static final String TRACE_ID = "traceId";

    /** The method and route, such as {@code GET /organisations/{id}}. */
    public static final String ROUTE = "route";

    /** The event of the error tracker a line belongs to. */
    public static final String EVENT_ID = "eventId";

    private LogFields() {}
}
