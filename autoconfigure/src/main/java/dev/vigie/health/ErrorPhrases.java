package dev.vigie.health;

import java.util.Map;

/** What {@code GET /health} says of a component that is down: fixed words, whatever the component says itself. */
final class ErrorPhrases {

    private final DatabaseNames databaseNames;

    ErrorPhrases(DatabaseNames databaseNames) {
        this.databaseNames = databaseNames;
    }

    String of(ComponentHealth component, boolean severalDatabases) {
        return switch (component.root()) {
            case "db" ->
                databaseNames.of(component) + " connection failed" + (severalDatabases ? inBrackets(component) : "");
            case RedisLatency.ROOT -> redis(component);
            case DiskHealthCheck.NAME, HealthAnswer.OTHER_DISK ->
                disk(component.result().details());
            case CpuHealthCheck.NAME, CpuHealthCheck.NAME + HealthChecks.SUFFIX -> usage("CPU", component);
            case MemoryHealthCheck.NAME, MemoryHealthCheck.NAME + HealthChecks.SUFFIX -> usage("Memory", component);
            default -> other(component);
        };
    }

    private static String redis(ComponentHealth redis) {
        boolean slow = isExceeded(redis) && redis.result().details().get(RedisLatency.MAX_LATENCY) instanceof Number;
        String what = slow ? "Redis is slow" : "Redis connection failed";
        return redis.name().equals(redis.root()) ? what : what + inBrackets(redis);
    }

    private static String disk(Map<String, Object> details) {
        if (details.containsKey(DiskHealthCheck.USAGE_PERCENT)
                && details.get(DiskHealthCheck.MAX_USED_PERCENT) instanceof Number max) {
            return "Disk usage above " + Numbers.plain(max.doubleValue()) + "%";
        }
        return "Disk check failed";
    }

    private static String usage(String what, ComponentHealth component) {
        return isExceeded(component)
                        && component.result().details().get(DiskHealthCheck.MAX_USED_PERCENT) instanceof Number max
                ? what + " usage above " + Numbers.plain(max.doubleValue()) + "%"
                : other(component);
    }

    private static boolean isExceeded(ComponentHealth component) {
        return Boolean.TRUE.equals(component.result().details().get(HealthResult.EXCEEDED));
    }

    private static String other(ComponentHealth component) {
        return safe(component.name()) + " check failed";
    }

    private static String inBrackets(ComponentHealth component) {
        return " (" + safe(component.leaf()) + ")";
    }

    /** A name is the application's word, but a bean's name may hold anything. */
    private static String safe(String name) {
        String cut = name.length() > 64 ? name.substring(0, 64) : name;
        return cut.replaceAll("[^A-Za-z0-9._/-]", "_");
    }
}
