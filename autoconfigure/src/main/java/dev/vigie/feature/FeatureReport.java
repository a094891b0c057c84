package dev.vigie.feature;

import org.jspecify.annotations.Nullable;

/**
 * What a feature says of itself in the start-up lines. A bean of this type is asked once, when the application has
 * started; it must not wait for anything.
 */
public interface FeatureReport {

    /** The feature's name, which is its package: {@code web}. */
    String feature();

    /** What stands in brackets behind the name, such as {@code sentry} or {@code json}; empty for nothing. */
    String detail();

    /** A sentence of its own before the start-up line, or null for none. */
    default @Nullable String headline() {
        return null;
    }
}
