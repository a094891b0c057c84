package dev.vigie.privacy;

import dev.vigie.feature.ConditionalOnFeature;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The one masking everything uses. It has no switch of its own. */
@AutoConfiguration
@ConditionalOnFeature({})
@EnableConfigurationProperties(PrivacyProperties.class)
public final class PrivacyAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Masking vigieMasking(PrivacyProperties properties) {
        return Masking.of(properties);
    }

    @Bean
    PersonalData vigiePersonalData(PrivacyProperties properties) {
        return PersonalData.of(properties);
    }

    @Bean
    RequestData vigieRequestData(PrivacyProperties properties, Masking masking) {
        return RequestData.of(properties, masking);
    }
}
