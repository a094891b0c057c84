package dev.vigie.operation;

import io.lettuce.core.AbstractRedisClient;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Has the commands of each Lettuce client watched, before it makes its first connection. */
final class WatchedRedisClients implements BeanPostProcessor {

    private final RedisSpans spans;

    WatchedRedisClients(RedisSpans spans) {
        this.spans = spans;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        AbstractRedisClient client =
                bean instanceof LettuceConnectionFactory factory ? factory.getNativeClient() : null;
        if (client != null) {
            client.addListener(spans);
        }
        return bean;
    }
}
