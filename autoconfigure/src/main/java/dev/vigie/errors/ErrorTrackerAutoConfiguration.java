package dev.vigie.errors;

import dev.vigie.privacy.Masking;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Sees to it that there is an {@link ErrorTracker}. Without a switch: an application that injects one must start with
 * Vigie switched off, too.
 */
@AutoConfiguration(
        after = ErrorsAutoConfiguration.class,
        afterName = "dev.vigie.errors.sentry.SentryErrorsAutoConfiguration")
public final class ErrorTrackerAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(ErrorTracker.class)
    ErrorTracker vigieErrorTracker(ObjectProvider<Masking> masking) {
        return ErrorTracker.logging(masking.getIfAvailable(() -> Masking.of(List.of())));
    }
}
