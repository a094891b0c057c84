package dev.vigie.web;

import org.jspecify.annotations.Nullable;

/** Knows the exceptions that say that a constraint of the database was violated. */
@FunctionalInterface
interface StoredDataConflicts {

    /** Where there is no database. */
    StoredDataConflicts NONE = thrown -> null;

    /**
     * The name of the constraint, {@code unknown} when nobody says it, or null when it is another kind of exception.
     */
    @Nullable
    String constraintOf(Throwable thrown);
}
