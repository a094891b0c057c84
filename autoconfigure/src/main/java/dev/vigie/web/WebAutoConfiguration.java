package dev.vigie.web;

import dev.vigie.errors.ReportRules;
import dev.vigie.errors.RequestScopes;
import dev.vigie.feature.ConditionalOnFeature;
import dev.vigie.metrics.RequestStatistics;
import dev.vigie.privacy.PrivacyAutoConfiguration;
import dev.vigie.privacy.RequestData;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Objects;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.DispatcherServlet;

/** The request filter, the answer to unhandled exceptions, and the ids in the application's own. */
@AutoConfiguration(
        after = PrivacyAutoConfiguration.class,
        afterName = "dev.vigie.errors.sentry.SentryErrorsAutoConfiguration")
@ConditionalOnFeature(value = "web", missing = "no servlet web application")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
@ConditionalOnBean(RequestData.class)
@EnableConfigurationProperties(WebProperties.class)
public final class WebAutoConfiguration {

    /** Inside Spring's forwarded-header and observation filters, outside everything else. */
    static final int FILTER_ORDER = Ordered.HIGHEST_PRECEDENCE + 2;

    @Bean
    RequestCounts vigieRequestCounts(WebProperties properties) {
        return new RequestCounts(properties.slowThreshold());
    }

    @Bean
    RequestOutcomes vigieRequestOutcomes(
            RequestCounts counts, WebProperties properties, ObjectProvider<RequestStatistics> statistics) {
        return new RequestOutcomes(counts, new AccessLines(properties.access()), statistics.getIfAvailable());
    }

    @Bean
    FailureReports vigieFailureReports(
            ObjectProvider<ReportRules> rules,
            ObjectProvider<StoredDataConflicts> conflicts,
            ObjectProvider<OthersExceptions> others) {
        return new FailureReports(
                rules.getIfAvailable(() -> ReportRules.SERVER_ERRORS),
                conflicts.getIfAvailable(() -> StoredDataConflicts.NONE),
                others.orderedStream().toList());
    }

    @Bean
    ServletListenerRegistrationBean<RequestEnds> vigieRequestEnds(
            ObjectProvider<RequestScopes> scopes, FilterRegistrationBean<RequestFilter> vigieRequestFilter) {
        return new ServletListenerRegistrationBean<>(new RequestEnds(
                scopes.getIfAvailable(() -> RequestScopes.NONE),
                Objects.requireNonNull(vigieRequestFilter.getFilter())));
    }

    @Bean
    StatusBeforeBody vigieStatusBeforeBody(FailureReports failures) {
        return new StatusBeforeBody(failures);
    }

    @Bean
    FilterRegistrationBean<RequestFilter> vigieRequestFilter(
            ObjectProvider<RequestScopes> scopes, FailureReports failures, RequestOutcomes outcomes, RequestData told) {
        FilterRegistrationBean<RequestFilter> registration = new FilterRegistrationBean<>(new RequestFilter(
                scopes.getIfAvailable(() -> RequestScopes.NONE), failures, outcomes, told, Clock.systemUTC()));
        registration.setOrder(FILTER_ORDER);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
        return registration;
    }

    @Bean
    WebWatch vigieWebWatch(
            WebProperties properties, FailureReports failures, UnhandledExceptions unhandled, BeanFactory beanFactory) {
        return new WebWatch(properties, failures, unhandled, beanFactory);
    }

    @Bean
    SeenExceptions vigieSeenExceptions(ObjectProvider<StoredDataConflicts> conflicts, RequestCounts counts) {
        return new SeenExceptions(conflicts.getIfAvailable(() -> StoredDataConflicts.NONE), counts);
    }

    @Bean
    UnhandledExceptions vigieUnhandledExceptions(WebProperties properties, FailureReports failures) {
        return new UnhandledExceptions(properties.answerUnhandled(), failures);
    }
}
