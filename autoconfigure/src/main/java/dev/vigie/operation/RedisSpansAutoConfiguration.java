package dev.vigie.operation;

import dev.vigie.errors.Spans;
import dev.vigie.feature.ConditionalOnFeature;
import io.lettuce.core.event.command.CommandListener;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.util.function.SingletonSupplier;

/** Redis commands become spans. */
@AutoConfiguration(after = OperationAutoConfiguration.class)
@ConditionalOnFeature({"operation", "operation.spans", "errors"})
@ConditionalOnClass({CommandListener.class, LettuceConnectionFactory.class})
public final class RedisSpansAutoConfiguration {

    @Bean
    static WatchedRedisClients vigieWatchedRedisClients(ObjectProvider<Spans> spans) {
        return new WatchedRedisClients(new RedisSpans(SingletonSupplier.of(() -> spans.getIfUnique(() -> Spans.NONE))));
    }
}
