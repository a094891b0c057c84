package dev.vigie.login;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Sees to it that there are {@link LoginEvents}. Without a switch: an application that injects them must start with
 * {@code login} switched off, too.
 */
@AutoConfiguration(after = LoginAutoConfiguration.class)
public final class LoginEventsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(LoginEvents.class)
    LoginEvents vigieNoLoginEvents() {
        return LoginEvents.none();
    }
}
