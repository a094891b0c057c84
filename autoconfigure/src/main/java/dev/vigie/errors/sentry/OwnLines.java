package dev.vigie.errors.sentry;

import io.sentry.EventProcessor;
import io.sentry.Hint;
import io.sentry.SentryEvent;
import org.jspecify.annotations.Nullable;

/** Keeps our lines about the way to Sentry from taking it: with minimum-event-level=warn each would be an event. */
final class OwnLines implements EventProcessor {

    @Override
    public @Nullable SentryEvent process(SentryEvent event, Hint hint) {
        if (DeliveryState.class.getName().equals(event.getLogger())) {
            OwnDrops.announce();
            return null;
        }
        return event;
    }
}
