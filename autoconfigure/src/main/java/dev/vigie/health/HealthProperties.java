package dev.vigie.health;

import dev.vigie.feature.StartupProblems;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of health.
 *
 * @param enabled whether there are checks, groups and answers of Vigie
 * @param disk the disk check
 * @param cpu the CPU check
 * @param memory the memory check
 * @param redis how long Redis takes to answer
 * @param sentry the Sentry check
 * @param endpoints the two plain answers
 * @param bounded how every contributor is asked: on a thread of its own, with a bound
 * @param checks what differs for one contributor, by its name; [db/orders] for one inside another
 */
@ConfigurationProperties("vigie.health")
public record HealthProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue Disk disk,
        @DefaultValue Cpu cpu,
        @DefaultValue Memory memory,
        @DefaultValue Redis redis,
        @DefaultValue Sentry sentry,
        @DefaultValue Endpoints endpoints,
        @DefaultValue Bounded bounded,
        @DefaultValue Map<String, Check> checks) {

    /** What is left of a contributor that answers too late for too long. */
    public enum LateStatus {
        DOWN,
        OUT_OF_SERVICE,
        UNKNOWN
    }

    /** When a contributor is asked without a reader. */
    public enum Background {
        ALWAYS,
        WHILE_READ
    }

    public HealthProperties {
        checks = UsableTimes.ofEach(checks);
    }

    /**
     * How every contributor is asked.
     *
     * @param enabled whether contributors are asked in the background and their results are kept; off leaves it all to
     *     Spring Boot
     * @param interval how old a result may be before the contributor is asked again; from 100ms to 1h
     * @param timeout after this time without an answer a contributor is late; from 10ms to 10m
     * @param maxWait how long a request waits for contributors that have no result yet; from 0 to 10s
     * @param maxStale how old the last result of a late contributor may be and still counts; from 0 to 1h
     * @param lateStatus what a late contributor is after max-stale
     * @param interrupt whether the thread of a late contributor is interrupted; some drivers close what they share then
     */
    public record Bounded(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("5s") Duration interval,
            @DefaultValue("2s") Duration timeout,
            @DefaultValue("500ms") Duration maxWait,
            @DefaultValue("15s") Duration maxStale,
            @DefaultValue("down") LateStatus lateStatus,
            @DefaultValue("false") boolean interrupt) {

        public Bounded {
            interval = UsableTimes.INTERVAL.of("vigie.health.bounded.interval", interval);
            timeout = UsableTimes.TIMEOUT.of("vigie.health.bounded.timeout", timeout);
            maxWait = UsableTimes.MAX_WAIT.of("vigie.health.bounded.max-wait", maxWait);
            maxStale = UsableTimes.MAX_STALE.of("vigie.health.bounded.max-stale", maxStale);
        }
    }

    /**
     * What differs for one contributor.
     *
     * @param bounded whether it is asked in the background; false leaves it to Spring Boot, on the thread of the
     *     request
     * @param interval how old its result may be before it is asked again; from 100ms to 1h
     * @param timeout after this time without an answer it is late; from 10ms to 10m
     * @param background when it is asked without a reader; unless said, always for what is cheap, and for what may cost
     *     somebody something while it is read
     */
    public record Check(
            @DefaultValue("true") boolean bounded,
            @Nullable Duration interval,
            @Nullable Duration timeout,
            @Nullable Background background) {}

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
            maxUsedPercent = UsableShares.of("vigie.health.disk.max-used-percent", maxUsedPercent, 90);
        }
    }

    /**
     * The CPU check.
     *
     * @param enabled whether the use of the processors is checked
     * @param maxUsedPercent above this average of a minute the limit is passed; from 1 to 100
     * @param statusAbove what the check is then; up only tells of it, in its details and in the log
     */
    public record Cpu(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("95") double maxUsedPercent,
            @DefaultValue("up") HealthResult.Status statusAbove) {

        public Cpu {
            maxUsedPercent = UsableShares.of("vigie.health.cpu.max-used-percent", maxUsedPercent, 95);
        }
    }

    /**
     * The memory check.
     *
     * @param enabled whether the use of memory is checked
     * @param maxUsedPercent above this average of a minute, of the machine's or container's memory or of the heap after
     *     collections, the limit is passed; from 1 to 100
     * @param statusAbove what the check is then; up only tells of it, in its details and in the log
     */
    public record Memory(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("95") double maxUsedPercent,
            @DefaultValue("up") HealthResult.Status statusAbove) {

        public Memory {
            maxUsedPercent = UsableShares.of("vigie.health.memory.max-used-percent", maxUsedPercent, 95);
        }
    }

    /**
     * How long Redis takes to answer.
     *
     * @param enabled whether Redis is sent a PING each time it is checked, to see how long that takes
     * @param maxLatency above this average of a minute the limit is passed; from 1ms to 10m
     * @param statusAbove what the component is then; up only tells of it, in its details and in the log
     */
    public record Redis(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("100ms") Duration maxLatency,
            @DefaultValue("up") HealthResult.Status statusAbove) {

        public Redis {
            maxLatency = UsableTimes.LATENCY.of("vigie.health.redis.max-latency", maxLatency);
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
