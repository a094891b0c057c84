package dev.vigie.health;

import dev.vigie.feature.StartupProblems;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of health.
 *
 * @param enabled whether there are checks, groups and answers of Vigie
 * @param disk the disk check
 * @param sentry the Sentry check
 * @param endpoints the two plain answers
 */
@ConfigurationProperties("vigie.health")
public record HealthProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue Disk disk,
        @DefaultValue Sentry sentry,
        @DefaultValue Endpoints endpoints) {

    /**
     * The disk check.
     *
     * @param enabled whether disk space is checked
     * @param path any file or directory on the volume to check; blank is the working directory
     * @param maxUsedPercent above this share of used space the check is DOWN; from 1 to 100
     */
    public record Disk(
            @DefaultValue("true") boolean enabled,
            @DefaultValue(".") String path,
            @DefaultValue("90") double maxUsedPercent) {

        public Disk {
            path = path.isBlank() ? "." : path;
            double clamped = Double.isNaN(maxUsedPercent) ? 90 : Math.min(100, Math.max(1, maxUsedPercent));
            if (clamped != maxUsedPercent) {
                StartupProblems.warn(
                        "The property vigie.health.disk.max-used-percent is %s, which is no share of a disk. %s is used."
                                .formatted(maxUsedPercent, Numbers.plain(clamped)),
                        "Set vigie.health.disk.max-used-percent to a number from 1 to 100, or remove it.");
                maxUsedPercent = clamped;
            }
        }
    }

    /**
     * The Sentry check.
     *
     * @param enabled whether the state of the Sentry SDK is shown as a health component
     */
    public record Sentry(@DefaultValue("true") boolean enabled) {}

    /**
     * The two plain answers.
     *
     * @param enabled whether they are there
     * @param path where all components are told in one answer with status 200 or 503
     * @param monitoringPath where the state of the monitoring itself is told
     */
    public record Endpoints(
            @DefaultValue("true") boolean enabled,
            @DefaultValue(Endpoints.PATH) String path,
            @DefaultValue(Endpoints.MONITORING_PATH) String monitoringPath) {

        static final String PATH = "/health";
        static final String MONITORING_PATH = "/health/monitoring";

        public Endpoints {
            path = usable("path", path, PATH);
            monitoringPath = usable("monitoring-path", monitoringPath, MONITORING_PATH);
            if (monitoringPath.equals(path)) {
                StartupProblems.warn(
                        "The properties vigie.health.endpoints.path and monitoring-path are the same; only the first counts.",
                        "Give vigie.health.endpoints.monitoring-path a path of its own, or remove it.");
            }
        }

        private static String usable(String key, String path, String fallback) {
            if (path.matches("(/[A-Za-z0-9._~-]+)+")) {
                return path;
            }
            StartupProblems.warn(
                    "The property vigie.health.endpoints.%s is no plain path. %s is used.".formatted(key, fallback),
                    "Set vigie.health.endpoints.%s to a path such as %s, without patterns or a slash at its end."
                            .formatted(key, fallback));
            return fallback;
        }
    }
}
