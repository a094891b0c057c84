package dev.vigie.health;

import dev.vigie.feature.ErrorDelivery;
import io.sentry.IScope;
import io.sentry.Sentry;
import io.sentry.SentryOptions;
import io.sentry.transport.RateLimiter;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** The state of the SDK that runs in this process. */
final class SentrySdk implements SentryState {

    private final Environment environment;
    private final String defaultEnvironment;
    private final ObjectProvider<ErrorDelivery> delivery;

    SentrySdk(Environment environment, String defaultEnvironment, ObjectProvider<ErrorDelivery> delivery) {
        this.environment = environment;
        this.defaultEnvironment = defaultEnvironment;
        this.delivery = delivery;
    }

    @Override
    public Snapshot read() {
        // Not the current scopes: asking for those leaves some behind in a thread that has none.
        IScope global = Sentry.getGlobalScope();
        if (!global.getClient().isEnabled()) {
            return Snapshot.off(defaultEnvironment, StringUtils.hasText(environment.getProperty("sentry.dsn")));
        }
        SentryOptions options = global.getOptions();
        String dsn = options.getDsn();
        URI uri = parsed(dsn);
        RateLimiter limiter = global.getClient().getRateLimiter();
        ErrorDelivery watched = delivery.getIfAvailable();
        String name = options.getEnvironment();
        return new Snapshot(
                true,
                name == null ? defaultEnvironment : name,
                StringUtils.hasText(dsn),
                uri == null ? null : lastSegment(uri.getPath()),
                options.getRelease(),
                limiter != null && limiter.isAnyRateLimitActive(),
                watched == null ? null : watched.read());
    }

    /** Not through the SDK, which keeps its parsed DSN to itself. */
    private static @Nullable URI parsed(@Nullable String dsn) {
        try {
            return dsn == null ? null : URI.create(dsn.trim());
        } catch (IllegalArgumentException unusual) {
            return null;
        }
    }

    private static @Nullable String lastSegment(@Nullable String path) {
        if (path == null) {
            return null;
        }
        String trimmed = StringUtils.trimTrailingCharacter(path, '/');
        String last = trimmed.substring(trimmed.lastIndexOf('/') + 1);
        return last.isEmpty() ? null : last;
    }
}
