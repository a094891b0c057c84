package dev.vigie.errors.sentry;

import java.util.List;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;

/**
 * Takes out the parts of Sentry's starter whose work Vigie's request filter does: with both, each request would have
 * two breadcrumbs, two forks of its scopes and two transactions, and errors would be reported before their outcome is
 * known. A bean of the application with one of these names stays.
 */
final class SentryStarterParts implements BeanDefinitionRegistryPostProcessor {

    private static final List<String> DONE_BY_US =
            List.of("sentrySpringFilter", "sentryTracingFilter", "sentryExceptionResolver");

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        if (!registry.containsBeanDefinition("vigieRequestFilter")) {
            // Excluded, for example: then nobody else would isolate one request from the next.
            return;
        }
        for (String name : DONE_BY_US) {
            if (registry.containsBeanDefinition(name) && isSentrysOwn(registry.getBeanDefinition(name))) {
                registry.removeBeanDefinition(name);
            }
        }
    }

    private static boolean isSentrysOwn(BeanDefinition definition) {
        String declaredIn = definition.getFactoryBeanName();
        return declaredIn != null && declaredIn.startsWith("io.sentry.");
    }
}
