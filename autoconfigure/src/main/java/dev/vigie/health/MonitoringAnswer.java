package dev.vigie.health;

import dev.vigie.feature.FeatureProperties;
import dev.vigie.feature.MetricsOutput;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;

/** What {@code GET /health/monitoring} says: the state of the monitoring itself. */
final class MonitoringAnswer {

    private final ObjectProvider<SentryState> sentry;
    private final LoggingState logging;
    private final ObjectProvider<MetricsOutput> metrics;
    private final FeatureProperties properties;

    MonitoringAnswer(
            ObjectProvider<SentryState> sentry,
            LoggingState logging,
            ObjectProvider<MetricsOutput> metrics,
            FeatureProperties properties) {
        this.sentry = sentry;
        this.logging = logging;
        this.metrics = metrics;
        this.properties = properties;
    }

    JsonAnswer read() {
        Map<String, Object> monitoring = new LinkedHashMap<>();
        monitoring.put("sentry", sentry());
        monitoring.put("logging", logging.read());
        monitoring.put("metrics", metrics());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", "ok");
        body.put("monitoring", monitoring);
        return new JsonAnswer(200, body);
    }

    private Map<String, Object> sentry() {
        SentryState state = sentry.getIfAvailable();
        SentryState.Snapshot snapshot =
                state == null ? SentryState.Snapshot.off(properties.environment(), false) : state.read();
        Map<String, Object> member = new LinkedHashMap<>();
        member.put("enabled", snapshot.enabled());
        member.put("environment", snapshot.environment());
        member.put("dsn_configured", snapshot.dsnConfigured());
        if (snapshot.enabled()) {
            member.put("rate_limited", snapshot.rateLimited());
        }
        member.putAll(snapshot.deliveryDetails());
        return member;
    }

    /** Where the feature is off nothing is said of the endpoint: the application may have one without us. */
    private Map<String, Object> metrics() {
        MetricsOutput known = metrics.getIfAvailable();
        Map<String, Object> member = new LinkedHashMap<>();
        member.put("enabled", known != null && known.kept());
        if (known != null) {
            member.put("exposed", known.exposed());
        }
        return member;
    }
}
