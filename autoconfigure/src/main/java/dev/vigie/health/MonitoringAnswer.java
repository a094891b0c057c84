package dev.vigie.health;

import dev.vigie.feature.FeatureProperties;
import dev.vigie.feature.StructuredOutput;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.logging.LogFile;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** What {@code GET /health/monitoring} says: the state of the monitoring itself. */
final class MonitoringAnswer {

    private final ObjectProvider<SentryState> sentry;
    private final ObjectProvider<LoggingSystem> logging;
    private final ObjectProvider<StructuredOutput> output;
    private final FeatureProperties properties;
    private final Environment environment;

    MonitoringAnswer(
            ObjectProvider<SentryState> sentry,
            ObjectProvider<LoggingSystem> logging,
            ObjectProvider<StructuredOutput> output,
            FeatureProperties properties,
            Environment environment) {
        this.sentry = sentry;
        this.logging = logging;
        this.output = output;
        this.properties = properties;
        this.environment = environment;
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
        member.putAll(snapshot.deliveryDetails());
        return member;
    }

    private Map<String, Object> logging() {
        Map<String, Object> member = new LinkedHashMap<>();
        member.put("level", rootLevel(logging.getIfAvailable()));
        member.put("structured", structured());
        return member;
    }

    /** The logging feature knows; where it is off, Spring Boot may still write one of its own formats. */
    private boolean structured() {
        StructuredOutput known = output.getIfAvailable();
        if (known != null) {
            return known.structured();
        }
        return isSet("logging.structured.format.console")
                || (isSet("logging.structured.format.file") && LogFile.get(environment) != null);
    }

    private boolean isSet(String key) {
        return StringUtils.hasText(environment.getProperty(key));
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
