package dev.vigie.errors.sentry;

import dev.vigie.errors.Spans;
import dev.vigie.feature.ConditionalOnFeature;
import io.sentry.Sentry;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Spans to Sentry, unless another tracer makes them. */
@AutoConfiguration
@ConditionalOnFeature("errors")
@ConditionalOnClass(Sentry.class)
public final class SentrySpansAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(Spans.class)
    Spans vigieSpans(ConfigurableListableBeanFactory beans) {
        return OtherTracer.isInCharge(beans, beans.getBeanClassLoader()) ? Spans.NONE : new SentrySpans();
    }

    @Bean
    static SentryHttpClientParts vigieSentryHttpClientParts() {
        return new SentryHttpClientParts();
    }
}
