package dev.vigie.health;

import dev.vigie.health.HealthResult.Status;
import dev.vigie.health.SustainedLimit.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long Redis takes to answer a PING, as details of Spring Boot's own component. */
final class RedisLatency implements HealthAddition {

    static final String ROOT = "redis";
    static final String MAX_LATENCY = "max_latency_ms";

    private static final Logger log = LoggerFactory.getLogger(RedisLatency.class);

    private final ToDoubleFunction<String> ping;
    private final HealthProperties.Redis settings;
    private final LongSupplier nanoTime;

    /** By component, of which there is one for each connection factory. */
    private final Map<String, SustainedLimit> limits = new ConcurrentHashMap<>();

    /** @param ping the milliseconds of a PING by the component's name; NaN where there is none to ask */
    RedisLatency(ToDoubleFunction<String> ping, HealthProperties.Redis settings, LongSupplier nanoTime) {
        this.ping = ping;
        this.settings = settings;
        this.nanoTime = nanoTime;
    }

    @Override
    public HealthResult to(String path, HealthResult said) {
        if (said.status() != Status.UP || !(path.equals(ROOT) || path.startsWith(ROOT + "/"))) {
            return said;
        }
        try {
            double millis = ping.applyAsDouble(path);
            return Double.isNaN(millis) ? said : with(said, path, millis);
        } catch (RuntimeException failure) {
            // It was up a moment ago. If it is not any more, the next result says so.
            log.debug("{} did not answer a PING", path, failure);
            return said;
        }
    }

    private HealthResult with(HealthResult said, String path, double millis) {
        Level level = limits.computeIfAbsent(path, this::limit).add(millis);
        HealthResult result = level.exceeded() ? new HealthResult(settings.statusAbove(), said.details()) : said;
        return result.with("latency_ms", Numbers.rounded(millis))
                .with("average_latency_ms", level.average())
                .with(MAX_LATENCY, settings.maxLatency().toMillis())
                .with(HealthResult.EXCEEDED, level.exceeded());
    }

    private SustainedLimit limit(String path) {
        return new SustainedLimit(
                "The latency of %s in ms".formatted(path),
                "vigie.health.redis.max-latency",
                settings.maxLatency().toMillis(),
                nanoTime);
    }
}
