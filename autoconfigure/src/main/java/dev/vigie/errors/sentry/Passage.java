package dev.vigie.errors.sentry;

import io.sentry.protocol.SentryId;

/**
 * One event on its way through the SDK, from the last look at it to the transport. Between the two it may still be
 * sampled away or dropped by the application, and then its id must not be told.
 */
final class Passage {

    /** Under this key the hint of an event holds its passage; the SDK keeps only keys with this prefix to the end. */
    static final String HINT = "sentry:vigie.passage";

    private final SentryId event;
    private volatile boolean handedOver;

    Passage(SentryId event) {
        this.event = event;
    }

    /** One of an event that certainly is what it says. */
    static Passage over(SentryId event) {
        Passage passage = new Passage(event);
        passage.handOver();
        return passage;
    }

    void handOver() {
        handedOver = true;
    }

    /** The event's id, or {@link SentryId#EMPTY_ID} unless the transport has taken it. */
    SentryId told() {
        return handedOver ? event : SentryId.EMPTY_ID;
    }
}
