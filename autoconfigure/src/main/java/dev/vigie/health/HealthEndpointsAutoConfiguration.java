package dev.vigie.health;

import dev.vigie.feature.ConditionalOnFeature;
import dev.vigie.feature.FeatureProperties;
import dev.vigie.feature.MetricsOutput;
import dev.vigie.feature.StructuredOutput;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.HandlerMapping;

/** {@code GET /health} and {@code GET /health/monitoring}, on the application's own port. */
@AutoConfiguration(
        after = SentryHealthAutoConfiguration.class,
        afterName = {
            "dev.vigie.health.boot3.Boot3HealthAutoConfiguration",
            "dev.vigie.health.boot4.Boot4HealthAutoConfiguration"
        })
@ConditionalOnFeature({"health", "health.endpoints"})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(name = "org.springframework.web.servlet.handler.SimpleUrlHandlerMapping")
@ConditionalOnBean(HealthChecks.class)
public final class HealthEndpointsAutoConfiguration {

    @Bean
    MonitoringAnswer vigieMonitoringAnswer(
            ObjectProvider<SentryState> sentry,
            ObjectProvider<LoggingSystem> logging,
            ObjectProvider<StructuredOutput> output,
            ObjectProvider<MetricsOutput> metrics,
            FeatureProperties properties,
            Environment environment) {
        return new MonitoringAnswer(sentry, new LoggingState(logging, output, environment), metrics, properties);
    }

    @Bean
    @ConditionalOnBean(HealthReader.class)
    HealthAnswer vigieHealthAnswer(HealthReader reader, Environment environment) {
        return new HealthAnswer(reader, new DatabaseNames(environment), Clock.systemUTC());
    }

    @Bean
    EndpointsMapping vigieHealthMapping(
            HealthProperties properties, MonitoringAnswer monitoring, ObjectProvider<HealthAnswer> health) {
        return new EndpointsMapping(properties.endpoints(), monitoring, health.getIfAvailable());
    }

    @Bean
    EndpointsReport vigieHealthEndpointsReport(
            EndpointsMapping mapping, ObjectProvider<HandlerMapping> mappings, ServletContext servletContext) {
        // Sorted as the DispatcherServlet does it, which does not see an order on a bean method.
        return new EndpointsReport(
                mapping.paths(),
                new ApplicationMappings(
                        () -> mappings.stream().sorted(AnnotationAwareOrderComparator.INSTANCE), servletContext));
    }
}
