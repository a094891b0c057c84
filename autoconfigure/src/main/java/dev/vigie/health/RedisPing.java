package dev.vigie.health;

import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** Sends a PING to the Redis of a health component and answers the milliseconds it took. */
final class RedisPing implements ToDoubleFunction<String> {

    private final ListableBeanFactory beans;

    RedisPing(ListableBeanFactory beans) {
        this.beans = beans;
    }

    /**
     * Waits as long as the client does.
     *
     * @param path the component's name: {@code redis}, or {@code redis/sessions} of several
     * @return NaN where it is not clear which Redis that is
     */
    @Override
    public double applyAsDouble(String path) {
        int slash = path.indexOf('/');
        RedisConnectionFactory factory = slash < 0 ? onlyOne() : named(path.substring(slash + 1));
        if (factory == null) {
            return Double.NaN;
        }
        // To connect is not what is measured.
        try (RedisConnection connection = factory.getConnection()) {
            long start = System.nanoTime();
            connection.ping();
            return (double) (System.nanoTime() - start) / Duration.ofMillis(1).toNanos();
        }
    }

    private @Nullable RedisConnectionFactory onlyOne() {
        List<RedisConnectionFactory> all =
                beans.getBeanProvider(RedisConnectionFactory.class).stream().toList();
        return all.size() == 1 ? all.get(0) : null;
    }

    private @Nullable RedisConnectionFactory named(String name) {
        return beans.containsBean(name) && beans.isTypeMatch(name, RedisConnectionFactory.class)
                ? beans.getBean(name, RedisConnectionFactory.class)
                : null;
    }
}
