package dev.vigie.feature;

/** Tells a feature beside metrics what becomes of meters. Never waits. */
public interface MetricsOutput {

    /** Whether anything keeps them. */
    boolean kept();

    /** Whether a Prometheus that is allowed to can ask for them: the endpoint {@code prometheus} is there over HTTP. */
    boolean exposed();
}
