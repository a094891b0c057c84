package dev.vigie.bench;

import java.nio.file.Path;

/**
 * One way of having, or not having, the application watched.
 *
 * @param name as in the table
 * @param jar its fat jar
 * @param project the number at the end of its DSN, by which the receiver tells the arms apart
 * @param watched whether the Prometheus endpoint must be there; in a bare application it must not
 */
record Arm(String name, Path jar, int project, boolean watched) {}
