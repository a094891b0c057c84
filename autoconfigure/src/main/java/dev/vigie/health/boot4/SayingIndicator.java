package dev.vigie.health.boot4;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * An indicator that repeats what is known already.
 *
 * @param said from whether details are wanted
 */
record SayingIndicator(Function<Boolean, @Nullable Health> said) implements HealthIndicator {

    @Override
    public @Nullable Health health(boolean includeDetails) {
        return said.apply(includeDetails);
    }

    @Override
    public @Nullable Health health() {
        return health(true);
    }
}
