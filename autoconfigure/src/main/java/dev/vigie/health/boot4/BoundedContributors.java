package dev.vigie.health.boot4;

import dev.vigie.health.BoundedHealth;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.health.registry.ReactiveHealthContributorRegistry;

/** Shows contributors as bounded ones, and leaves them as they are. */
final class BoundedContributors {

    private final BoundedHealth<HealthContributor, Health> kept;

    private volatile @Nullable HealthContributors blocking;
    private volatile @Nullable HealthContributors reactive;

    BoundedContributors(BoundedHealth<HealthContributor, Health> kept) {
        this.kept = kept;
        kept.watch(this::all);
    }

    /** A registry with the same contributors, those that are registered later too. */
    HealthContributorRegistry of(HealthContributorRegistry registry) {
        blocking = registry;
        return new BoundedRegistry(registry, this);
    }

    /** The same for the registry that Spring Boot asks last. */
    ReactiveHealthContributorRegistry of(ReactiveHealthContributorRegistry registry) {
        reactive = registry.asHealthContributors();
        return new BoundedReactiveRegistry(registry, this);
    }

    HealthContributor view(String path, HealthContributor contributor) {
        if (contributor instanceof HealthContributors) {
            return new BoundedComposite(path, contributor, this);
        }
        return contributor instanceof HealthIndicator indicator && kept.isBounded(path, contributor)
                ? new BoundedIndicator(path, indicator, kept)
                : contributor;
    }

    Stream<HealthContributors.Entry> views(HealthContributors contributors) {
        return views("", HealthApi.byName(contributors));
    }

    Stream<HealthContributors.Entry> members(String path, HealthContributor composite) {
        return views(path + "/", kept.members(path, composite));
    }

    @Nullable
    HealthContributor member(String path, HealthContributor composite, String name) {
        HealthContributor member = kept.member(path, composite, name);
        return member == null ? null : view(path + "/" + name, member);
    }

    private Stream<HealthContributors.Entry> views(String prefix, Map<String, HealthContributor> contributors) {
        return contributors.entrySet().stream()
                .map(entry ->
                        new HealthContributors.Entry(entry.getKey(), view(prefix + entry.getKey(), entry.getValue())));
    }

    void forget(String name) {
        kept.forget(name);
    }

    /** As Spring Boot's own endpoint puts them together. */
    private Map<String, HealthContributor> all() {
        HealthContributors first = blocking;
        HealthContributors last = reactive;
        if (first == null || last == null) {
            return first == null ? Map.of() : HealthApi.byName(first);
        }
        return HealthApi.byName(HealthContributors.of(first, last));
    }
}
