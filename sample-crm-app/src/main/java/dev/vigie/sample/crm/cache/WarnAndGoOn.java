package dev.vigie.sample.crm.cache;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cache.Cache;
import org.springframework.cache.interceptor.CacheErrorHandler;

/** A cache that fails costs a warning, never the request. */
class WarnAndGoOn implements CacheErrorHandler {

    private static final Logger log = LoggerFactory.getLogger(WarnAndGoOn.class);

    @Override
    public void handleCacheGetError(RuntimeException exception, Cache cache, Object key) {
        warn("get", cache, exception);
    }

    @Override
    public void handleCachePutError(RuntimeException exception, Cache cache, Object key, @Nullable Object value) {
        warn("put", cache, exception);
    }

    @Override
    public void handleCacheEvictError(RuntimeException exception, Cache cache, Object key) {
        warn("evict", cache, exception);
    }

    @Override
    public void handleCacheClearError(RuntimeException exception, Cache cache) {
        warn("clear", cache, exception);
    }

    /** Without the stack: while Redis is away this is said several times per request. */
    private static void warn(String operation, Cache cache, RuntimeException exception) {
        log.atWarn()
                .addKeyValue("cache", cache.getName())
                .addKeyValue("operation", operation)
                .addKeyValue("error", exception.toString())
                .log("cache_unavailable");
    }
}
