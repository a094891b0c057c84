package dev.vigie.errors.sentry;

import dev.vigie.feature.ConditionalOnFeature;
import dev.vigie.privacy.Masking;
import dev.vigie.privacy.PersonalData;
import dev.vigie.privacy.PrivacyAutoConfiguration;
import dev.vigie.privacy.RequestData;
import io.sentry.Sentry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/**
 * Masks what leaves for Sentry. After Sentry's own auto-configuration, so that among the event processors without an
 * order this one is the last.
 */
@AutoConfiguration(
        after = {PrivacyAutoConfiguration.class, SentryErrorsAutoConfiguration.class},
        afterName = {
            "io.sentry.spring.boot.jakarta.SentryAutoConfiguration",
            "io.sentry.spring.boot4.SentryAutoConfiguration"
        })
@ConditionalOnFeature("errors")
@ConditionalOnClass(Sentry.class)
@ConditionalOnBean({Masking.class, RequestData.class, PersonalData.class})
public final class SentryMaskingAutoConfiguration {

    @Bean
    @Order
    EventMasking vigieEventMasking(Masking masking, RequestData requests, PersonalData people) {
        return EventMasking.of(masking, requests, people);
    }
}
