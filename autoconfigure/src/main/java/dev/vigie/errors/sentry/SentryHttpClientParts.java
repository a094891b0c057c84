package dev.vigie.errors.sentry;

import java.util.Map;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;

/**
 * Takes out what Sentry's starter adds to HTTP clients where the observation of the same client makes the span, so that
 * a call has one and not two. A client that is not observed keeps Sentry's.
 */
final class SentryHttpClientParts implements BeanDefinitionRegistryPostProcessor {

    /** Sentry's bean, and the bean of Spring Boot that has the same clients observed. */
    private static final Map<String, String> OBSERVED_BY = Map.of(
            "sentrySpanRestTemplateCustomizer", "observationRestTemplateCustomizer",
            "sentrySpanRestClientCustomizer", "observationRestClientCustomizer",
            "sentrySpanWebClientCustomizer", "observationWebClientCustomizer");

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        if (!registry.containsBeanDefinition("vigieObservationSpans")
                || (registry instanceof ConfigurableListableBeanFactory beans
                        && OtherTracer.isInCharge(beans, beans.getBeanClassLoader()))) {
            return;
        }
        OBSERVED_BY.forEach((sentrys, observing) -> {
            if (registry.containsBeanDefinition(sentrys) && registry.containsBeanDefinition(observing)) {
                registry.removeBeanDefinition(sentrys);
            }
        });
    }
}
