package dev.vigie.task;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/**
 * Listens to Spring's own observation of {@code @Scheduled} methods, through the registry the application gave it, and
 * through one of our own where nobody did. No scheduler, error handler or bean of the application is touched.
 */
final class ScheduledMethods implements SchedulingConfigurer {

    private final ScheduledRuns runs;

    ScheduledMethods(ScheduledRuns runs) {
        this.runs = runs;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar registrar) {
        ObservationRegistry registry = registrar.getObservationRegistry();
        if (registry == null || registry.isNoop()) {
            registry = ObservationRegistry.create();
            registrar.setObservationRegistry(registry);
        }
        // Where Spring Boot has put it into that registry already, the second time does nothing.
        registry.observationConfig().observationHandler(runs);
    }
}
