package dev.vigie.health;

import org.jspecify.annotations.Nullable;

/** A check that always says the same, or throws. */
record FixedCheck(String name, @Nullable HealthResult result) implements HealthCheck {

    @Override
    public HealthResult check() {
        if (result == null) {
            throw new IllegalStateException("password=hunter2 at db.internal:5432");
        }
        return result;
    }
}
