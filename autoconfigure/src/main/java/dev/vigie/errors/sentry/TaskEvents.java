package dev.vigie.errors.sentry;

import dev.vigie.errors.TaskScopes.Location;
import io.sentry.EventProcessor;
import io.sentry.Hint;
import io.sentry.SentryEvent;

/** Says on the events of one run of a task where they come from. */
final class TaskEvents implements EventProcessor {

    private final Location location;
    private final boolean partOfRequest;

    /** @param partOfRequest whether a request submitted it: then its events are named after the route */
    TaskEvents(Location location, boolean partOfRequest) {
        this.location = location;
        this.partOfRequest = partOfRequest;
    }

    @Override
    public SentryEvent process(SentryEvent event, Hint hint) {
        EventLocations.tell(event, location.text());
        if (!partOfRequest) {
            // One instance thrown by two runs is two errors.
            hint.set(RequestEvents.OWNER, this);
            event.setTransaction(location.task());
        }
        return event;
    }
}
