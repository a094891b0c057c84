package dev.vigie.operation;

/** Records how long operations took. */
@FunctionalInterface
interface OperationTimers {

    /** Where there are no meters. */
    OperationTimers NONE = (name, tags, failed, nanos) -> {};

    void record(String name, OperationFacts tags, boolean failed, long nanos);
}
