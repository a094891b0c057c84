package dev.vigie.web;

import dev.vigie.feature.ConditionalOnFeature;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.client.ClientRequestObservationConvention;

/** The routes that {@code WebClient} calls, not too many of them; Spring WebFlux may be absent. */
@AutoConfiguration(after = WebObservationAutoConfiguration.class)
@ConditionalOnFeature("web")
@ConditionalOnClass(ClientRequestObservationConvention.class)
@ConditionalOnBean(CalledRoutes.class)
public final class WebClientObservationAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(ClientRequestObservationConvention.class)
    WebClientRouteConvention vigieWebClientRouteConvention(CalledRoutes routes) {
        return new WebClientRouteConvention(routes);
    }
}
