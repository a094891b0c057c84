package dev.vigie.health;

/**
 * One thing to look at, the same on every Spring Boot line: a bean of this type becomes an actuator health contributor
 * under its {@link #name()} and part of {@code GET /health}. A contributor the application already has under that name
 * wins.
 */
public interface HealthCheck {

    /** The contributor's name: 1 to 64 of {@code A-Z a-z 0-9 . _ -}, such as {@code disk}. Never changes. */
    String name();

    /**
     * Looks once. Called on a thread of its own, never twice at a time; with
     * {@code vigie.health.checks.<name>.bounded=false} on the thread of the request.
     *
     * @throws Exception for anything unexpected, which counts as DOWN with the exception's class as {@code error}; one
     *     WARN names the class, and its message is logged at DEBUG only, never shown
     */
    HealthResult check() throws Exception;
}
