package dev.vigie.health;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who belongs to the groups that every application gets: db, redis, disk, sentry, and monitoring, which is all. */
public final class HealthGroups {

    private static final String ALL = "monitoring";

    private static final Map<String, Set<String>> MEMBERS = Map.of(
            "db",
            Set.of("db"),
            "redis",
            Set.of("redis"),
            "disk",
            Set.of("disk", "diskSpace"),
            "sentry",
            Set.of("sentry"),
            ALL,
            Set.of());

    private HealthGroups() {}

    /**
     * The names of the groups. The one that holds everything is not among them when the application has a component of
     * that name: it would hide the component, where the others hold the one they are named as.
     *
     * @param isContributor whether there is a contributor bean of this name
     */
    public static Set<String> names(Predicate<String> isContributor) {
        boolean clash = Stream.of(ALL, ALL + "HealthIndicator", ALL + "HealthContributor")
                .anyMatch(isContributor);
        return MEMBERS.keySet().stream()
                .filter(name -> !clash || !name.equals(ALL))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether to show a group beside the application's own. Spring Boot fails the start when a contributor has the name
     * of a group that is shown, and most of ours are named as their contributor is; these answer without being listed.
     */
    public static boolean isListed(String group) {
        return group.equals(ALL);
    }

    /**
     * Whether a contributor belongs to a group.
     *
     * @param group one of {@link #names}
     * @param contributor the contributor's path, such as {@code db/orders}
     */
    public static boolean isMember(String group, String contributor) {
        int slash = contributor.indexOf('/');
        String root = slash < 0 ? contributor : contributor.substring(0, slash);
        return group.equals(ALL) || MEMBERS.getOrDefault(group, Set.of()).contains(root);
    }
}
