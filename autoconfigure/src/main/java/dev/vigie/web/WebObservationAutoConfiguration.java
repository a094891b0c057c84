package dev.vigie.web;

import dev.vigie.feature.ConditionalOnFeature;
import dev.vigie.metrics.TagLimit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.observation.ClientRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationConvention;

/** One name for a route in metrics, log lines and events, and not too many of them. */
@AutoConfiguration(
        after = WebAutoConfiguration.class,
        beforeName = {
            "org.springframework.boot.actuate.autoconfigure.observation.web.servlet.WebMvcObservationAutoConfiguration",
            "org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration"
        })
@ConditionalOnFeature("web")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(ServerRequestObservationConvention.class)
public final class WebObservationAutoConfiguration {

    private static final String MOST_CALLED = "management.metrics.web.client.max-uri-tags";
    private static final String MOST = "management.metrics.web.server.max-uri-tags";

    @Bean
    @ConditionalOnMissingBean(ServerRequestObservationConvention.class)
    RouteConvention vigieRouteConvention(
            @Value("${management.observations.http.server.requests.name:http.server.requests}") String name,
            @Value("${" + MOST + ":100}") int most) {
        return new RouteConvention(
                name, new TagLimit("The tag uri of the meter " + name, most, MOST, RouteConvention.ALWAYS));
    }

    /** Of all clients together. */
    @Bean
    CalledRoutes vigieCalledRoutes(
            @Value("${management.observations.http.client.requests.name:http.client.requests}") String name,
            @Value("${" + MOST_CALLED + ":100}") int most) {
        return CalledRoutes.of(name, most, MOST_CALLED);
    }

    @Bean
    @ConditionalOnMissingBean(ClientRequestObservationConvention.class)
    CalledRouteConvention vigieCalledRouteConvention(CalledRoutes routes) {
        return new CalledRouteConvention(routes);
    }
}
