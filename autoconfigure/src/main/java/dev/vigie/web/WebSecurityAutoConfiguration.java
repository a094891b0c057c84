package dev.vigie.web;

import dev.vigie.feature.ConditionalOnFeature;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.access.AccessDeniedException;

/** Leaves Spring Security's exceptions to Spring Security. */
@AutoConfiguration(before = WebAutoConfiguration.class)
@ConditionalOnFeature("web")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(AccessDeniedException.class)
public final class WebSecurityAutoConfiguration {

    @Bean
    OthersExceptions vigieSecurityExceptions() {
        return new SecurityExceptions();
    }
}
