package dev.vigie.errors;

/** What can become of an error or a message; a closed set, because it is the tags of a meter. */
public enum ErrorOutcome {
    /** The tracker took it. */
    SENT("sent", "none"),
    /** It was an event already. */
    DUPLICATE("suppressed", "duplicate"),
    /** A line of a request whose outcome tells all there is to tell, or that shall not be told. */
    OUTCOME("suppressed", "outcome"),
    /** Of a class that the properties leave out. */
    EXCLUDED("suppressed", "excluded"),
    /** Too many of its kind, or too many at all. */
    QUOTA("suppressed", "quota"),
    /** The queue to the tracker was full. */
    QUEUE_OVERFLOW("dropped", "queue_overflow"),
    /** The tracker has asked for less. */
    RATE_LIMITED("dropped", "rate_limited"),
    /** The tracker answered, and did not take it. */
    REJECTED("dropped", "rejected"),
    /** No connection. */
    UNREACHABLE("dropped", "unreachable"),
    /** A connection, but no answer in time, or none at all. */
    NO_ANSWER("dropped", "no_answer"),
    /** The application's sample rate. */
    SAMPLED("dropped", "sampled"),
    /** The application's beforeSend. */
    BEFORE_SEND("dropped", "before_send"),
    /** An event processor or an ignore list of the application. */
    EVENT_PROCESSOR("dropped", "event_processor"),
    /** The application ended first. */
    CLOSED("dropped", "closed"),
    /** Anything else. */
    OTHER("dropped", "other");

    private final String outcome;
    private final String reason;

    ErrorOutcome(String outcome, String reason) {
        this.outcome = outcome;
        this.reason = reason;
    }

    /** The tag {@code outcome}: {@code sent}, {@code suppressed} or {@code dropped}. */
    public String outcome() {
        return outcome;
    }

    /** The tag {@code reason}. */
    public String reason() {
        return reason;
    }

    /** Whether it got lost on its way, against everybody's will. */
    public boolean isLoss() {
        return switch (this) {
            case QUEUE_OVERFLOW, RATE_LIMITED, REJECTED, UNREACHABLE, NO_ANSWER, CLOSED, OTHER -> true;
            case SENT, DUPLICATE, OUTCOME, EXCLUDED, QUOTA, SAMPLED, BEFORE_SEND, EVENT_PROCESSOR -> false;
        };
    }
}
