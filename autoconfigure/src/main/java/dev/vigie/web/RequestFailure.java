package dev.vigie.web;

import dev.vigie.logging.LogFields;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What one request failed with, and what was told of that. */
final class RequestFailure {

    private volatile @Nullable Throwable thrown;
    private volatile @Nullable String eventId;
    private volatile boolean unanswered;
    private volatile boolean reported;

    /** The last exception a handler threw, whoever answered it, or the one that left the chain; null for none. */
    @Nullable
    Throwable thrown() {
        return thrown;
    }

    void saw(Throwable exception) {
        this.thrown = exception;
    }

    /** Nobody answered this exception: what is left is the error page. */
    void leaveUnanswered(Throwable error) {
        this.thrown = error;
        this.unanswered = true;
    }

    boolean isUnanswered() {
        return unanswered;
    }

    /** It has been told; there is an event, or there shall be none. From here on log lines carry the event's id. */
    void failedAs(@Nullable String event) {
        this.eventId = event;
        this.reported = true;
        putLogField();
    }

    boolean isReported() {
        return reported;
    }

    /** The event, or null when none was sent. */
    @Nullable
    String eventId() {
        return eventId;
    }

    void putLogField() {
        String event = eventId;
        if (event != null) {
            MDC.put(LogFields.EVENT_ID, event);
        }
    }
}
