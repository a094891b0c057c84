package dev.vigie.health;

/** Where the answers read the health of all components, whatever the Spring Boot line. */
public interface HealthReader {

    /** What every component says, or said a moment ago; never throws for one that fails. */
    HealthReading read();

    /** How many contributors there are at the top level; runs none of them. */
    int size();
}
