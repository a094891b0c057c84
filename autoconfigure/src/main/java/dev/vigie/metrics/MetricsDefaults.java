package dev.vigie.metrics;

import dev.vigie.feature.FeatureDefaults;
import dev.vigie.feature.StartupProblems;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Exposes the scrape endpoint, gives response times the buckets that alert rules read, counts hits of caches. */
final class MetricsDefaults implements FeatureDefaults {

    static final String EXPOSURE = "management.endpoints.web.exposure.include";
    static final String REDIS_CACHE_STATISTICS = "spring.cache.redis.enable-statistics";
    static final String EXEMPLARS_EVERYWHERE =
            "management.prometheus.metrics.export.properties.io.prometheus.exporter.exemplarsOnAllMetricTypes";
    static final String BUCKETS = "management.metrics.distribution.slo";
    static final String RESPONSE_TIME = "http.server.requests";
    static final String IN_PROGRESS = RESPONSE_TIME + ".active";

    /** Few on purpose: every bucket is one line per route, method and status. 1 s and 2 s are limits of alert rules. */
    static final String RESPONSE_TIME_BUCKETS = "5ms,10ms,25ms,50ms,100ms,250ms,500ms,1s,2s,5s,10s";

    @Override
    public String feature() {
        return "metrics";
    }

    @Override
    public void contribute(Environment environment, Map<String, Object> defaults, StartupProblems problems) {
        Binder binder = Binder.get(environment);
        defaults.put(EXPOSURE, "health,info,prometheus");
        // OpenMetrics 1.0 knows them of buckets and counters only, and a Prometheus that insists refuses the whole
        // scrape.
        defaults.put(EXEMPLARS_EVERYWHERE, "false");
        // Two counters for each cache. Not for Caffeine: there a default would hide the application's own cache
        // builder.
        defaults.put(REDIS_CACHE_STATISTICS, "true");
        // Spring Boot 4.1 gives them the buckets of all whose name begins like theirs, and with buckets their count has
        // another name.
        defaults.put(BUCKETS + "." + IN_PROGRESS, "");
        if (!hasOwnBuckets(binder)) {
            defaults.put(BUCKETS + "." + RESPONSE_TIME, RESPONSE_TIME_BUCKETS);
        }
    }

    /** Boot takes the longest name that fits, so ours would hide the application's buckets for all of {@code http}. */
    private static boolean hasOwnBuckets(Binder binder) {
        return binder.bind(BUCKETS, Bindable.mapOf(String.class, String[].class)).orElse(Map.of()).keySet().stream()
                .anyMatch(name -> RESPONSE_TIME.equals(name) || RESPONSE_TIME.startsWith(name + "."));
    }
}
