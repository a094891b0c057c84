package dev.vigie.health.boot4;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.ReactiveHealthContributor;
import org.springframework.boot.health.contributor.ReactiveHealthContributors;
import org.springframework.boot.health.registry.DefaultReactiveHealthContributorRegistry;
import org.springframework.boot.health.registry.ReactiveHealthContributorRegistry;

/** Spring Boot's registry of reactive contributors; where a servlet application reads them, they are bounded. */
final class BoundedReactiveRegistry extends DefaultReactiveHealthContributorRegistry {

    private final ReactiveHealthContributorRegistry registry;
    private final BoundedContributors bounded;

    BoundedReactiveRegistry(ReactiveHealthContributorRegistry registry, BoundedContributors bounded) {
        this.registry = registry;
        this.bounded = bounded;
    }

    @Override
    public HealthContributors asHealthContributors() {
        return new Views(registry.asHealthContributors(), bounded);
    }

    @Override
    public void registerContributor(String name, ReactiveHealthContributor contributor) {
        registry.registerContributor(name, contributor);
        bounded.forget(name);
    }

    @Override
    public @Nullable ReactiveHealthContributor unregisterContributor(String name) {
        ReactiveHealthContributor contributor = registry.unregisterContributor(name);
        bounded.forget(name);
        return contributor;
    }

    @Override
    public @Nullable ReactiveHealthContributor getContributor(String name) {
        return registry.getContributor(name);
    }

    @Override
    public Stream<ReactiveHealthContributors.Entry> stream() {
        return registry.stream();
    }

    private record Views(HealthContributors contributors, BoundedContributors bounded) implements HealthContributors {

        @Override
        public @Nullable HealthContributor getContributor(String name) {
            HealthContributor contributor = contributors.getContributor(name);
            return contributor == null ? null : bounded.view(name, contributor);
        }

        @Override
        public Stream<HealthContributors.Entry> stream() {
            return bounded.views(contributors);
        }
    }
}
