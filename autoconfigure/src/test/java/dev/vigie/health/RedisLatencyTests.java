package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.health.HealthResult.Status;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.StandardEnvironment;

class RedisLatencyTests {

    private static final HealthResult UP = HealthResult.up().with("version", "7.2.0");

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger pings = new AtomicInteger();
    private double millis = 1.26;

    @Test
    void isTheTimeOfAPing() {
        HealthResult result = latency(Status.UP).to("redis", UP);

        assertThat(result.status()).isEqualTo(Status.UP);
        assertThat(result.details())
                .containsEntry("version", "7.2.0")
                .containsEntry("latency_ms", 1.3)
                .containsEntry("average_latency_ms", 1.3)
                .containsEntry("max_latency_ms", 100L)
                .containsEntry("exceeded", false)
                .hasSize(5);
    }

    @Test
    void isWhatTheApplicationSaysWhenItIsLongForAMinute() {
        millis = 150;

        assertThat(aMinute(latency(Status.DOWN)).status()).isEqualTo(Status.DOWN);
        HealthResult told = aMinute(latency(Status.UP));
        assertThat(told.status()).isEqualTo(Status.UP);
        assertThat(told.details()).containsEntry("exceeded", true).containsEntry("version", "7.2.0");
    }

    @Test
    void isThatOfEachOfSeveral() {
        RedisLatency redis = latency(Status.DOWN);
        millis = 150;
        aMinute(redis);
        millis = 1;

        assertThat(redis.to("redis/cache", UP).details()).containsEntry("average_latency_ms", 1.0);
    }

    @Test
    void isNotAskedOfWhatIsNoRedisOrDown() {
        HealthResult down = HealthResult.down();

        assertThat(latency(Status.UP).to("redis", down)).isEqualTo(down);
        assertThat(latency(Status.UP).to("rediscover", UP)).isEqualTo(UP);
        assertThat(latency(Status.UP).to("db", UP)).isEqualTo(UP);
        assertThat(pings).hasValue(0);
    }

    @Test
    void changesNothingWhenThereIsNoneOrItFails() {
        millis = Double.NaN;
        assertThat(latency(Status.DOWN).to("redis", UP)).isEqualTo(UP);
        millis = -1;
        assertThat(latency(Status.DOWN).to("redis", UP)).isEqualTo(UP);
    }

    @Test
    void hasFixedWordsWhenItIsTooLong() {
        millis = 150;
        ErrorPhrases phrases = new ErrorPhrases(new DatabaseNames(new StandardEnvironment()));

        assertThat(phrases.of(new ComponentHealth("redis", aMinute(latency(Status.DOWN))), false))
                .isEqualTo("Redis is slow");
        assertThat(phrases.of(new ComponentHealth("redis", HealthResult.down()), false))
                .isEqualTo("Redis connection failed");
    }

    private HealthResult aMinute(RedisLatency redis) {
        HealthResult result = redis.to("redis", UP);
        for (int i = 0; i < 12; i++) {
            assertThat(result.status()).isEqualTo(Status.UP);
            now.addAndGet(Duration.ofSeconds(5).toNanos());
            result = redis.to("redis", UP);
        }
        return result;
    }

    private RedisLatency latency(Status above) {
        return new RedisLatency(
                path -> {
                    pings.incrementAndGet();
                    if (millis < 0) {
                        throw new IllegalStateException("redis.internal:6379 refused");
                    }
                    return millis;
                },
                new HealthProperties.Redis(true, Duration.ofMillis(100), above),
                now::get);
    }
}
