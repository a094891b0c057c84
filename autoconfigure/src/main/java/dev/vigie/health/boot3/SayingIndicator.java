package dev.vigie.health.boot3;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * An indicator that repeats what is known already.
 *
 * @param said from whether details are wanted
 */
record SayingIndicator(Function<Boolean, @Nullable Health> said) implements HealthIndicator {

    @Override
    public @Nullable Health getHealth(boolean includeDetails) {
        return said.apply(includeDetails);
    }

    @Override
    public @Nullable Health health() {
        return getHealth(true);
    }
}
