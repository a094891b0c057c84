package dev.vigie.web;

import dev.vigie.feature.ConditionalOnFeature;
import dev.vigie.privacy.RequestData;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;

/**
 * Bodies of requests on events, for those who ask for it: without {@code vigie.privacy.request.body} nothing is here.
 */
@AutoConfiguration(after = WebAutoConfiguration.class)
@ConditionalOnFeature("web")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean({RequestCounts.class, RequestData.class})
public final class WebBodyAutoConfiguration {

    @Bean
    ServletContextInitializer vigieBodyFilter(RequestData told) {
        return BodyFilter.registered(told);
    }
}
