package dev.vigie.sample.crm.servers;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Starts the servers that no property points to. */
@Configuration(proxyBeanMethods = false)
class ServersConfiguration {

    @Bean
    @Conditional(OnNoDatabase.class)
    EmbeddedPostgresServer embeddedPostgresServer() {
        return EmbeddedPostgresServer.start();
    }

    @Bean
    @Conditional(OnNoRedis.class)
    EmbeddedRedisServer embeddedRedisServer() {
        return EmbeddedRedisServer.start();
    }

    /** Matches when no property names a real database. */
    static final class OnNoDatabase implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return isBlank(context, "spring.datasource.url");
        }
    }

    /** Matches when no property names a real Redis. */
    static final class OnNoRedis implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return isBlank(context, "spring.data.redis.host") && isBlank(context, "spring.data.redis.url");
        }
    }

    /** A blank value counts as not set, so that a compose file may pass an empty variable on. */
    private static boolean isBlank(ConditionContext context, String property) {
        return !StringUtils.hasText(context.getEnvironment().getProperty(property));
    }
}
