package dev.vigie.task;

import dev.vigie.errors.TaskScopes;
import dev.vigie.feature.ConditionalOnFeature;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.function.SingletonSupplier;

/** {@code @Scheduled} methods. After the actuator, which gives Spring the registry it observes them with. */
@AutoConfiguration(
        after = TaskAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.scheduling.ScheduledTasksObservabilityAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ScheduledTasksObservationAutoConfiguration"
        })
@ConditionalOnFeature("task")
@ConditionalOnClass(ObservationRegistry.class)
public final class ScheduledTaskAutoConfiguration {

    /** Before all other handlers: their spans then stand in the scopes of the run. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ScheduledRuns vigieScheduledRuns(ObjectProvider<TaskScopes> scopes) {
        return new ScheduledRuns(SingletonSupplier.of(() -> scopes.getIfAvailable(() -> TaskScopes.NONE)));
    }

    @Bean
    ScheduledMethods vigieScheduledMethods(ScheduledRuns runs) {
        return new ScheduledMethods(runs);
    }
}
