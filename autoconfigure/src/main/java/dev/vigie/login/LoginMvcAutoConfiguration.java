package dev.vigie.login;

import dev.vigie.feature.ConditionalOnFeature;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The signed-in user where filters of the application come after ours, and in what handlers do later. */
@AutoConfiguration(after = LoginWebAutoConfiguration.class)
@ConditionalOnFeature("login")
@ConditionalOnClass(WebMvcConfigurer.class)
@ConditionalOnBean(SignedInRequests.class)
public final class LoginMvcAutoConfiguration {

    @Bean
    SignedInHandlers vigieSignedInHandlers(SignedInRequests requests) {
        return new SignedInHandlers(requests);
    }
}
