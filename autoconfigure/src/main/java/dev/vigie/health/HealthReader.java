package dev.vigie.health;

import java.util.List;

/** Where the answers read the health of all components, whatever the Spring Boot line. */
public interface HealthReader {

    /** Every component in the order of registration, composites flattened; never throws for one that fails. */
    List<ComponentHealth> read();

    /** How many contributors there are at the top level; runs none of them. */
    int size();
}
