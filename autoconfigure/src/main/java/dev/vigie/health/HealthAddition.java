package dev.vigie.health;

/** Finds out more about a contributor of Spring Boot that has just said how it is, on the same thread. */
@FunctionalInterface
public interface HealthAddition {

    /**
     * What is known then.
     *
     * @param path the contributor's name, such as {@code redis/sessions}
     * @param said what it said
     * @return the same where there is nothing to add
     */
    HealthResult to(String path, HealthResult said);
}
