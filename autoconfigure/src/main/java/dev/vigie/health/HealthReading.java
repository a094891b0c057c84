package dev.vigie.health;

import java.util.List;

/**
 * What all components said at one time.
 *
 * @param components every component in the order of registration, composites flattened
 * @param failing whether {@code /actuator/health} would answer this with an error
 */
public record HealthReading(List<ComponentHealth> components, boolean failing) {

    public HealthReading {
        components = List.copyOf(components);
    }

    /** One that fails as soon as one component is bad, which is what Spring Boot does unless it is told otherwise. */
    public static HealthReading of(List<ComponentHealth> components) {
        return new HealthReading(components, components.stream().anyMatch(ComponentHealth::bad));
    }
}
