package dev.vigie.operation;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Sees to it that there are {@link Operations}. Without a switch: an application that injects them must start with
 * Vigie switched off, too.
 */
@AutoConfiguration(after = OperationAutoConfiguration.class)
public final class OperationFallbackAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(Operations.class)
    Operations vigieIdleOperations() {
        return Operations.NONE;
    }
}
