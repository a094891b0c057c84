package dev.vigie.web;

import dev.vigie.feature.ConditionalOnFeature;
import dev.vigie.privacy.RequestData;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/**
 * Bodies of requests on events, for those who ask for it: without {@code vigie.privacy.request.body} nothing is here.
 */
@AutoConfiguration(after = WebAutoConfiguration.class)
@ConditionalOnFeature("web")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty("vigie.privacy.request.body")
@ConditionalOnBean({RequestCounts.class, RequestData.class})
public final class WebBodyAutoConfiguration {

    @Bean
    FilterRegistrationBean<BodyFilter> vigieBodyFilter(RequestData told) {
        FilterRegistrationBean<BodyFilter> registration = new FilterRegistrationBean<>(new BodyFilter(told));
        registration.setOrder(WebAutoConfiguration.FILTER_ORDER + 1);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        return registration;
    }
}
