package dev.vigie.feature;

/** Tells a feature beside logging whether log lines are written for machines. */
@FunctionalInterface
public interface StructuredOutput {

    /** Whether the console or the log file gets JSON lines now, of Vigie or of anybody else. */
    boolean structured();
}
