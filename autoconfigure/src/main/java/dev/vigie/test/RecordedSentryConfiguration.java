package dev.vigie.test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The recorder in place of Sentry's transport, also where the application has one of its own. */
@Configuration(proxyBeanMethods = false)
class RecordedSentryConfiguration {

    @Bean
    @Primary
    RecordedSentry vigieRecordedSentry() {
        return new RecordedSentry();
    }
}
