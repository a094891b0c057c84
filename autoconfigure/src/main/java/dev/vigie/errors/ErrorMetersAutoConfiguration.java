package dev.vigie.errors;

import dev.vigie.feature.ConditionalOnFeature;
import dev.vigie.feature.ErrorDelivery;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
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
    MeterBinder vigieErrorMeters(ErrorCounts counts, ObjectProvider<ErrorDelivery> delivery) {
        return new ErrorMeters(counts, delivery, Clock.systemUTC());
    }
}
