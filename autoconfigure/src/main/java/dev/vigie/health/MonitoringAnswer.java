package dev.vigie.health;

import dev.vigie.feature.FeatureProperties;
import dev.vigie.feature.FeatureReport;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;

/** What {@code GET /health/monitoring} says: the state of the monitoring itself. */
final class MonitoringAnswer {

    private final ObjectProvider<SentryState> sentry;
    private final ObjectProvider<LoggingSystem> logging;
    private final ObjectProvider<FeatureReport> reports;
    private final FeatureProperties properties;

    MonitoringAnswer(
            ObjectProvider<SentryState> sentry,
            ObjectProvider<LoggingSystem> logging,
            ObjectProvider<FeatureReport> reports,
            FeatureProperties properties) {
        this.sentry = sentry;
        this.logging = logging;
        this.reports = reports;
        this.properties = properties;
    }

    JsonAnswer read() {
        Map<String, Object> monitoring = new LinkedHashMap<>();
        monitoring.put("sentry", sentry());
        monitoring.put("logging", logging());
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
        return member;
    }

    private Map<String, Object> logging() {
        // The reports are the neutral way to ask a feature beside this one.
        boolean structured = reports.orderedStream()
                .anyMatch(report ->
                        report.feature().equals("logging") && report.detail().equals("json"));
        Map<String, Object> member = new LinkedHashMap<>();
        member.put("level", rootLevel(logging.getIfAvailable()));
        member.put("structured", structured);
        return member;
    }

    private static String rootLevel(@Nullable LoggingSystem system) {
        try {
            LoggerConfiguration root =
                    system == null ? null : system.getLoggerConfiguration(LoggingSystem.ROOT_LOGGER_NAME);
            return root == null ? "UNKNOWN" : root.getLevelConfiguration().getName();
        } catch (UnsupportedOperationException noLevels) {
            return "UNKNOWN";
        }
    }
}
