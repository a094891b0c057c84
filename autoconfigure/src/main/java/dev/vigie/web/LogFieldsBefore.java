package dev.vigie.web;

import dev.vigie.logging.LogFields;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The log fields of a thread before a request put its own: an outer filter's, or those of an outer dispatch. */
record LogFieldsBefore(
        @Nullable String requestId, @Nullable String traceId, @Nullable String route, @Nullable String eventId) {

    static LogFieldsBefore take() {
        return new LogFieldsBefore(
                MDC.get(LogFields.REQUEST_ID),
                MDC.get(LogFields.TRACE_ID),
                MDC.get(LogFields.ROUTE),
                MDC.get(LogFields.EVENT_ID));
    }

    void restore() {
        restore(LogFields.REQUEST_ID, requestId);
        restore(LogFields.TRACE_ID, traceId);
        restore(LogFields.ROUTE, route);
        restore(LogFields.EVENT_ID, eventId);
    }

    private static void restore(String key, @Nullable String value) {
        if (value == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, value);
        }
    }
}
