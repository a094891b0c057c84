package dev.vigie.health;

/**
 * The health of one component of the application.
 *
 * @param name the contributor's path: {@code redis}, or {@code db/orders} inside a composite
 * @param result what it said
 * @param bad whether Spring Boot would answer with an error if this were all
 */
public record ComponentHealth(String name, HealthResult result, boolean bad) {

    /** One whose status says it all. */
    public ComponentHealth(String name, HealthResult result) {
        this(name, result, result.status().isBad());
    }

    /** The first part of the path, which is the name of the contributor or of the composite it belongs to. */
    String root() {
        int slash = name.indexOf('/');
        return slash < 0 ? name : name.substring(0, slash);
    }

    /** Whether this is the contributor of that name, or inside the composite of that name. */
    boolean isRoot(String root) {
        return name.startsWith(root) && (name.length() == root.length() || name.charAt(root.length()) == '/');
    }

    /** The last part of the path. */
    String leaf() {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
