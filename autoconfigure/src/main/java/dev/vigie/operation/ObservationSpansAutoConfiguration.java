package dev.vigie.operation;

import dev.vigie.errors.ErrorTracker;
import dev.vigie.errors.ErrorTrackerAutoConfiguration;
import dev.vigie.errors.Spans;
import dev.vigie.feature.ConditionalOnFeature;
import dev.vigie.privacy.Masking;
import io.micrometer.observation.ObservationHandler;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Observations become spans. */
@AutoConfiguration(
        after = {OperationAutoConfiguration.class, ErrorTrackerAutoConfiguration.class},
        afterName = "dev.vigie.errors.sentry.SentrySpansAutoConfiguration")
@ConditionalOnFeature({"operation", "operation.spans", "errors"})
@ConditionalOnClass(ObservationHandler.class)
@ConditionalOnBean({Masking.class, Spans.class, OperationProperties.class})
public final class ObservationSpansAutoConfiguration {

    @Bean
    ObservationSpans vigieObservationSpans(
            Spans spans, ErrorTracker tracker, Masking masking, OperationProperties properties) {
        return new ObservationSpans(spans, tracker, masking, properties.spans().ignored());
    }
}
