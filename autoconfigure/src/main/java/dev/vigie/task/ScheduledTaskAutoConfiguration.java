package dev.vigie.task;

import dev.vigie.errors.TaskScopes;
import dev.vigie.feature.ConditionalOnFeature;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
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

    @Bean
    ScheduledMethods vigieScheduledMethods(ObjectProvider<TaskScopes> scopes) {
        return new ScheduledMethods(
                new ScheduledRuns(SingletonSupplier.of(() -> scopes.getIfAvailable(() -> TaskScopes.NONE))));
    }
}
