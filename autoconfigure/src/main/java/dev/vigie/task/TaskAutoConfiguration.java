package dev.vigie.task;

import dev.vigie.errors.TaskScopes;
import dev.vigie.feature.ConditionalOnFeature;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.util.function.SingletonSupplier;

/** {@code @Async} methods. */
@AutoConfiguration
@ConditionalOnFeature("task")
@EnableConfigurationProperties(TaskProperties.class)
public final class TaskAutoConfiguration {

    /** A post-processor comes before all other beans: it asks for the scopes when there is a task. */
    @Bean
    static AsyncMethods vigieAsyncMethods(ObjectProvider<TaskScopes> scopes) {
        return new AsyncMethods(SingletonSupplier.of(() -> scopes.getIfAvailable(() -> TaskScopes.NONE)));
    }
}
