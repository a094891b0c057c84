package dev.vigie.logging;

/**
 * The MDC keys that become members of a JSON line under the same name. Whoever puts one removes it again: threads are
 * reused.
 */
public final class LogFields {

    /** Id of the request, also in the response header. */
    public static final String REQUEST_ID = "requestId";

    /** Trace id, 32 hexadecimal digits; Micrometer Tracing uses the same key. */
    public static final String TRACE_ID = "traceId";

    /** Span id, 16 hexadecimal digits; Micrometer Tracing uses the same key. */
    public static final String SPAN_ID = "spanId";

    /** Method and route template, such as {@code POST /organisations/{id}}. */
    public static final String ROUTE = "route";

    /** Id of the signed-in user. */
    public static final String USER_ID = "userId";

    /** Id of the event that was sent to the error tracker; becomes {@code error.eventId} of a line with a throwable. */
    public static final String EVENT_ID = "eventId";

    /** One of the names in {@link LogCategories}; a marker wins over it. */
    public static final String CATEGORY = "category";

    private LogFields() {}
}
