package dev.vigie.errors.sentry;

import io.sentry.Sentry;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** Ends what belongs to the start: its location, and its breadcrumbs. */
final class StartOfApplication implements ApplicationListener<ApplicationReadyEvent> {

    private final EventLocations locations;

    StartOfApplication(EventLocations locations) {
        this.locations = locations;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        locations.started();
        // The SDK lets the thread that started it stand on the root: its breadcrumbs would be on every event.
        Sentry.clearBreadcrumbs();
    }
}
