package dev.vigie.health;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a {@link HealthCheck} found.
 *
 * @param status how it is
 * @param details further values in the order to show; never a secret, a user or an exception's text
 */
public record HealthResult(Status status, Map<String, Object> details) {

    /** The detail that says whether a limit is passed, whatever the status is then. */
    static final String EXCEEDED = "exceeded";

    /** The four states that Spring Boot knows, worst first. */
    public enum Status {
        DOWN,
        OUT_OF_SERVICE,
        UP,
        UNKNOWN;

        /** The status of this code; an application's own code, which only it understands, is UNKNOWN. */
        public static Status of(String code) {
            for (Status status : values()) {
                if (status.name().equals(code)) {
                    return status;
                }
            }
            return UNKNOWN;
        }

        boolean isBad() {
            return this == DOWN || this == OUT_OF_SERVICE;
        }
    }

    public HealthResult {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    public static HealthResult up() {
        return of(Status.UP);
    }

    public static HealthResult down() {
        return of(Status.DOWN);
    }

    public static HealthResult unknown() {
        return of(Status.UNKNOWN);
    }

    public static HealthResult of(Status status) {
        return new HealthResult(status, Map.of());
    }

    /** The same with one more detail. */
    public HealthResult with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(details);
        more.put(name, value);
        return new HealthResult(status, more);
    }
}
