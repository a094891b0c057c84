package dev.vigie.sample.crm.cache;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigie.sample.crm.organisation.Organisation;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import org.springframework.boot.autoconfigure.cache.RedisCacheManagerBuilderCustomizer;
import org.springframework.boot.autoconfigure.data.redis.LettuceClientOptionsBuilderCustomizer;
import org.springframework.cache.annotation.CachingConfigurer;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.interceptor.CacheErrorHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.serializer.Jackson2JsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;

/** Organisations in Redis, as JSON. Without Redis every request is still answered, from the database. */
@Configuration(proxyBeanMethods = false)
@EnableCaching
class CacheConfiguration implements CachingConfigurer {

    @Bean
    RedisCacheManagerBuilderCustomizer organisationsAsJson(ObjectMapper mapper) {
        SerializationPair<Organisation> asJson =
                SerializationPair.fromSerializer(new Jackson2JsonRedisSerializer<>(mapper, Organisation.class));
        return caches -> caches.withCacheConfiguration(
                Organisation.CACHE, caches.cacheDefaults().serializeValuesWith(asJson));
    }

    /** While Redis is away a command fails at once; by default it would wait for its timeout, each time. */
    @Bean
    LettuceClientOptionsBuilderCustomizer failFast() {
        return options -> options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS);
    }

    @Override
    public CacheErrorHandler errorHandler() {
        return new WarnAndGoOn();
    }
}
