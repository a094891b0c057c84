package dev.vigie.health;

import dev.vigie.feature.ConditionalOnFeature;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** How long Redis takes to answer, where the application has it. */
@AutoConfiguration(after = HealthAutoConfiguration.class)
@ConditionalOnFeature({"health", "health.bounded", "health.redis"})
@ConditionalOnClass(name = "org.springframework.data.redis.connection.RedisConnectionFactory")
@ConditionalOnBean(HealthChecks.class)
public final class RedisHealthAutoConfiguration {

    @Bean
    RedisLatency vigieRedisLatency(ListableBeanFactory beans, HealthProperties properties) {
        return new RedisLatency(new RedisPing(beans), properties.redis(), System::nanoTime);
    }
}
