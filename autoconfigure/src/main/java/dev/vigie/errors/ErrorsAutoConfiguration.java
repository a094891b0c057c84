package dev.vigie.errors;

import dev.vigie.feature.ConditionalOnFeature;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** What became of errors; where they go is decided in the sub-packages. */
@AutoConfiguration
@ConditionalOnFeature("errors")
@EnableConfigurationProperties(ErrorsProperties.class)
public final class ErrorsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ErrorCounts vigieErrorCounts() {
        return new ErrorCounts();
    }

    @Bean
    ReportRules vigieReportRules(ErrorsProperties properties) {
        return ReportRules.of(properties);
    }
}
