package dev.vigie.operation;

import org.jspecify.annotations.Nullable;

/**
 * A piece of work that is watched, from {@link Operations#start} to {@link #close}. Its methods may be called from any
 * thread and throw nothing, whatever they are given.
 */
public interface Operation extends AutoCloseable {

    /**
     * Adds a fact for the span and the line of a slow operation; never for a meter. The value of a secret-looking key
     * is masked.
     */
    Operation data(String key, @Nullable Object value);

    /**
     * Adds a word it can be searched by: on the span and the line, and on the timer when the key is one of
     * {@code vigie.operation.timer-tags}.
     */
    Operation tag(String key, @Nullable String value);

    /**
     * Says that it failed. A {@code try} with resources cannot tell: Java closes the operation before any {@code catch}
     * and does not say why. Call it before the exception leaves, or use {@link Operations#run} and
     * {@link Operations#call}, which see it.
     */
    Operation failed(Throwable error);

    /** It is over; only the first call counts. */
    @Override
    void close();
}
