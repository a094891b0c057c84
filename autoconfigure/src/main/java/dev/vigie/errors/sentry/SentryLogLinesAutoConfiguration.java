package dev.vigie.errors.sentry;

import ch.qos.logback.classic.LoggerContext;
import dev.vigie.feature.ConditionalOnFeature;
import io.sentry.logback.SentryAppender;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Error lines wait for the outcome of their request, where Sentry listens to logback. */
@AutoConfiguration(
        after = SentryErrorsAutoConfiguration.class,
        afterName = {
            // These two first: named alone, those below would be pulled in front of what they stand on themselves.
            "io.sentry.spring.boot.jakarta.SentryAutoConfiguration",
            "io.sentry.spring.boot4.SentryAutoConfiguration",
            "io.sentry.spring.boot.jakarta.SentryLogbackAppenderAutoConfiguration",
            "io.sentry.spring.boot4.SentryLogbackAppenderAutoConfiguration"
        })
@ConditionalOnFeature("errors")
@ConditionalOnClass({SentryAppender.class, LoggerContext.class})
@ConditionalOnBean(SentryCapture.class)
public final class SentryLogLinesAutoConfiguration {

    @Bean
    SentryLogLinesSetup vigieSentryLogLines(SentryCapture capture) {
        return new SentryLogLinesSetup(capture);
    }
}
