package dev.vigie.web;

import org.jspecify.annotations.Nullable;

/** The cause of an exception that may do anything when it is asked. */
final class Causes {

    private static final int MANY = 1_000;

    private Causes() {}

    /** The cause, or null when there is none or it cannot be had. */
    static @Nullable Throwable of(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (RuntimeException | StackOverflowError itsOwnTrouble) {
            return null;
        }
    }

    /** Whether the causes are too many to be all there are: a circle, or as good as one. */
    static boolean areEndless(Throwable thrown) {
        Throwable part = thrown;
        for (int depth = 0; part != null && depth < MANY; depth++) {
            part = of(part);
        }
        return part != null;
    }
}
