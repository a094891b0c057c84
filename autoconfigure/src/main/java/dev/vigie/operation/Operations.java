package dev.vigie.operation;

import org.jspecify.annotations.Nullable;

/**
 * Watches pieces of work of the application: a timer, a span, and a line when it was slow. A bean of this type is
 * always there; with the feature switched off it does nothing.
 *
 * <pre>{@code
 * try (Operation op = operations.start("create_organisation")) {
 *     op.data("org_id", 7);
 *     op.tag("category", "Institution");
 * }
 * }</pre>
 */
public interface Operations {

    /** Operations that nobody watches. */
    Operations NONE = name -> IdleOperation.INSTANCE;

    /**
     * Starts one; what is started on the same thread before it is closed lies within it.
     *
     * @param name what is done, as a name and not as a sentence: {@code create_organisation}. One of a small set, as it
     *     is a tag of the timer
     */
    Operation start(String name);

    /**
     * Does the work as an operation; an exception marks it as failed and goes on to the caller.
     *
     * @throws E what the work throws
     */
    default <E extends Throwable> void run(String name, Work<E> work) throws E {
        try (Operation operation = start(name)) {
            try {
                work.run(operation);
            } catch (Throwable failure) {
                operation.failed(failure);
                throw failure;
            }
        }
    }

    /**
     * Does the work as an operation and returns what it returns; an exception marks it as failed and goes on to the
     * caller.
     *
     * @throws E what the work throws
     */
    @SuppressWarnings("ThrowSpecificity")
    default <T extends @Nullable Object, E extends Throwable> T call(String name, Answer<T, E> work) throws E {
        try (Operation operation = start(name)) {
            try {
                return work.call(operation);
            } catch (Throwable failure) {
                operation.failed(failure);
                throw failure;
            }
        }
    }

    /**
     * Work without an answer.
     *
     * @param <E> what it may throw
     */
    @FunctionalInterface
    interface Work<E extends Throwable> {

        /** Does it; the operation takes facts and words. */
        void run(Operation operation) throws E;
    }

    /**
     * Work with an answer.
     *
     * @param <T> the answer
     * @param <E> what it may throw
     */
    @FunctionalInterface
    interface Answer<T extends @Nullable Object, E extends Throwable> {

        /** Does it; the operation takes facts and words. */
        T call(Operation operation) throws E;
    }
}
