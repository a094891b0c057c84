package dev.vigie.errors.sentry;

import dev.vigie.errors.ErrorCounts;
import dev.vigie.errors.ErrorTracker;
import dev.vigie.errors.ErrorsAutoConfiguration;
import dev.vigie.errors.ErrorsProperties;
import dev.vigie.errors.ReportRules;
import dev.vigie.errors.RequestScopes;
import dev.vigie.feature.ConditionalOnFeature;
import dev.vigie.privacy.Masking;
import dev.vigie.privacy.PersonalData;
import dev.vigie.privacy.PrivacyAutoConfiguration;
import io.sentry.Sentry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Errors to Sentry, whichever of Sentry's starters brought the SDK. */
@AutoConfiguration(
        after = {ErrorsAutoConfiguration.class, PrivacyAutoConfiguration.class},
        beforeName = {
            "io.sentry.spring.boot.jakarta.SentryAutoConfiguration",
            "io.sentry.spring.boot4.SentryAutoConfiguration"
        })
@ConditionalOnFeature("errors")
@ConditionalOnClass(Sentry.class)
@ConditionalOnBean({ErrorCounts.class, Masking.class})
public final class SentryErrorsAutoConfiguration {

    @Bean
    SentryOptionsCheck vigieSentryOptionsCheck() {
        return new SentryOptionsCheck();
    }

    @Bean
    ReportedErrors vigieReportedErrors() {
        return new ReportedErrors();
    }

    @Bean
    ErrorQuota vigieErrorQuota(ErrorsProperties properties) {
        return new ErrorQuota(properties.quota(), System::nanoTime);
    }

    @Bean
    OneErrorOneEvent vigieOneErrorOneEvent(
            ReportedErrors reported, ReportRules rules, ErrorQuota quota, ErrorCounts counts) {
        return new OneErrorOneEvent(reported, rules, quota, counts);
    }

    @Bean
    SentryCapture vigieSentryCapture(ReportedErrors reported, ErrorCounts counts) {
        return new SentryCapture(reported, counts);
    }

    @Bean
    @ConditionalOnMissingBean(ErrorTracker.class)
    SentryErrorTracker vigieSentryErrorTracker(SentryCapture capture, Masking masking, PersonalData people) {
        return new SentryErrorTracker(capture, masking, people, ErrorTracker.logging(masking));
    }

    @Bean
    @ConditionalOnMissingBean(RequestScopes.class)
    @ConditionalOnFeature("web")
    SentryRequestScopes vigieSentryRequestScopes(SentryCapture capture, OutcomeTimeout timeout) {
        return new SentryRequestScopes(capture, timeout);
    }

    @Bean
    @ConditionalOnFeature("web")
    OutcomeTimeout vigieOutcomeTimeout(ErrorsProperties properties) {
        return new OutcomeTimeout(properties.outcomeTimeout());
    }

    @Bean
    @ConditionalOnFeature("web")
    static SentryStarterParts vigieSentryStarterParts() {
        return new SentryStarterParts();
    }

    @Bean
    SentryReport vigieSentryReport(SentryOptionsCheck check) {
        return new SentryReport(check);
    }
}
