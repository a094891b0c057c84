package dev.vigie.errors;

import org.jspecify.annotations.Nullable;

/** The cause of an exception that may do anything when it is asked. */
public final class Causes {

    private static final int MANY = 1_000;

    private Causes() {}

    /** The cause, or null when there is none or it cannot be had. */
    public static @Nullable Throwable of(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (RuntimeException | StackOverflowError | LinkageError itsOwnTrouble) {
            return null;
        }
    }

    /** Whether the causes are too many to be all there are: a circle, or as good as one. */
    public static boolean areEndless(Throwable thrown) {
        Throwable part = thrown;
        for (int depth = 0; part != null && depth < MANY; depth++) {
            part = of(part);
        }
        return part != null;
    }
}
