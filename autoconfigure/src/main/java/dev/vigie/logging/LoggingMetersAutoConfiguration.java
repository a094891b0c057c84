package dev.vigie.logging;

import dev.vigie.feature.ConditionalOnFeature;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** The counters of lines, at 0 from the start. */
@AutoConfiguration(after = LoggingAutoConfiguration.class)
@ConditionalOnFeature({"logging", "metrics"})
@ConditionalOnClass(
        name = {
            "io.micrometer.core.instrument.binder.MeterBinder",
            "ch.qos.logback.classic.LoggerContext",
            "net.logstash.logback.encoder.LoggingEventCompositeJsonEncoder"
        })
public final class LoggingMetersAutoConfiguration {

    @Bean
    MeterBinder vigieLogMeters() {
        return new LogMeters(LogCounts.shared());
    }
}
