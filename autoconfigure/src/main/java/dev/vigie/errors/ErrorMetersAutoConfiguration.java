package dev.vigie.errors;

import dev.vigie.feature.ConditionalOnFeature;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** The counters of what became of errors, at 0 from the start. */
@AutoConfiguration(after = ErrorsAutoConfiguration.class)
@ConditionalOnFeature({"errors", "metrics"})
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(ErrorCounts.class)
public final class ErrorMetersAutoConfiguration {

    @Bean
    MeterBinder vigieErrorMeters(ErrorCounts counts) {
        return registry -> {
            FunctionCounter.builder("vigie.errors.events", counts, ErrorCounts::captured)
                    .description("Errors and messages by what became of them")
                    .tag("outcome", "captured")
                    .register(registry);
            FunctionCounter.builder("vigie.errors.events", counts, ErrorCounts::suppressed)
                    .description("Errors and messages by what became of them")
                    .tag("outcome", "suppressed")
                    .register(registry);
        };
    }
}
