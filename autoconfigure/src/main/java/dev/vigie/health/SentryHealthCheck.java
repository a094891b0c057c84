package dev.vigie.health;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows the Sentry SDK as a component. Never DOWN: an outage of Sentry is no reason to restart an application. */
final class SentryHealthCheck implements HealthCheck {

    private final SentryState state;

    SentryHealthCheck(SentryState state) {
        this.state = state;
    }

    @Override
    public String name() {
        return "sentry";
    }

    @Override
    public HealthResult check() {
        SentryState.Snapshot sentry = state.read();
        HealthResult result = (sentry.enabled() && sentry.dsnConfigured() ? HealthResult.up() : HealthResult.unknown())
                .with("enabled", sentry.enabled())
                .with("environment", sentry.environment())
                .with("dsn_configured", sentry.dsnConfigured());
        result = withKnown(result, "project_id", sentry.projectId());
        result = withKnown(result, "release", sentry.release());
        result = result.with("rate_limited", sentry.rateLimited());
        for (Map.Entry<String, Object> fact : sentry.deliveryDetails().entrySet()) {
            result = result.with(fact.getKey(), fact.getValue());
        }
        return result;
    }

    private static HealthResult withKnown(HealthResult result, String name, @Nullable String value) {
        return value == null ? result : result.with(name, value);
    }
}
