package dev.vigie.errors.sentry;

import dev.vigie.feature.ConditionalOnFeature;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.sentry.Sentry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** Trace ids in the scrape where Sentry alone traces; Spring Boot does the same for Micrometer Tracing. */
@AutoConfiguration
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnFeature({"errors", "metrics"})
@ConditionalOnClass({Sentry.class, SpanContext.class})
public final class SentryExemplarsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(SpanContext.class)
    SpanContext vigieSpanContext() {
        return new SentrySpanContext();
    }
}
