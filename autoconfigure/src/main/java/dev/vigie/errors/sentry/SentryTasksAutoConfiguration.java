package dev.vigie.errors.sentry;

import dev.vigie.errors.ErrorCounts;
import dev.vigie.errors.ErrorsProperties;
import dev.vigie.errors.TaskScopes;
import dev.vigie.feature.ConditionalOnFeature;
import io.sentry.Sentry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Errors outside of requests, to Sentry. */
@AutoConfiguration(
        after = SentryErrorsAutoConfiguration.class,
        beforeName = {
            "io.sentry.spring.boot.jakarta.SentryAutoConfiguration",
            "io.sentry.spring.boot4.SentryAutoConfiguration"
        })
@ConditionalOnFeature("errors")
@ConditionalOnClass(Sentry.class)
@ConditionalOnBean(SentryCapture.class)
public final class SentryTasksAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(TaskScopes.class)
    SentryTaskScopes vigieSentryTaskScopes(SentryCapture capture) {
        return new SentryTaskScopes(capture);
    }

    /** Made by the thread that starts the application, as all beans Sentry's starter needs. */
    @Bean
    EventLocations vigieEventLocations(ErrorCounts counts) {
        return new EventLocations(counts, Thread.currentThread());
    }

    @Bean
    StartOfApplication vigieStartOfApplication(EventLocations locations) {
        return new StartOfApplication(locations);
    }

    @Bean
    EventPathWarmUp vigieEventPathWarmUp(ErrorsProperties properties) {
        return new EventPathWarmUp(properties.warmUp());
    }
}
