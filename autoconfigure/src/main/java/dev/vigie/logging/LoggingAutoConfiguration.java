package dev.vigie.logging;

import dev.vigie.feature.ConditionalOnFeature;
import dev.vigie.privacy.Masking;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** What there is to say of the log lines; they were set up before there were beans. */
@AutoConfiguration
@ConditionalOnClass(
        name = {"ch.qos.logback.classic.LoggerContext", "net.logstash.logback.encoder.LoggingEventCompositeJsonEncoder"
        })
@ConditionalOnFeature(value = "logging", missing = "no logback with logstash-logback-encoder")
@EnableConfigurationProperties(LoggingProperties.class)
public final class LoggingAutoConfiguration {

    @Bean
    LogMasking vigieLogMasking(
            Environment environment, ObjectProvider<Masking> masking, ObjectProvider<LoggingOutcome> outcome) {
        return new LogMasking(environment, masking, outcome.getIfAvailable() != null);
    }

    @Bean
    LoggingReport vigieLoggingReport(ObjectProvider<LoggingOutcome> outcome) {
        return new LoggingReport(outcome.getIfAvailable(), LogbackSetup::rootLevel, LogbackSetup::isStructured);
    }
}
