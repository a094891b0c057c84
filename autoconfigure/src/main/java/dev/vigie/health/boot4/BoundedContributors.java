package dev.vigie.health.boot4;

import dev.vigie.health.BoundedHealth;
import dev.vigie.health.Visit;
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

    HealthContributor view(Visit visit, String path, HealthContributor contributor) {
        if (contributor instanceof HealthContributors) {
            return new BoundedComposite(path, contributor, this, visit);
        }
        return contributor instanceof HealthIndicator indicator && kept.isBounded(path, contributor)
                ? new BoundedIndicator(path, indicator, kept, visit)
                : contributor;
    }

    Stream<HealthContributors.Entry> views(HealthContributors contributors) {
        Visit visit = kept.visit();
        return contributors.stream()
                .map(entry ->
                        new HealthContributors.Entry(entry.name(), view(visit, entry.name(), entry.contributor())));
    }

    Stream<HealthContributors.Entry> members(Visit visit, String path, HealthContributor composite) {
        return views(visit, path + "/", kept.members(visit, path, composite));
    }

    @Nullable
    HealthContributor member(Visit visit, String path, HealthContributor composite, String name) {
        HealthContributor member = kept.member(path, composite, name);
        return member == null ? null : view(visit, path + "/" + name, member);
    }

    private Stream<HealthContributors.Entry> views(
            Visit visit, String prefix, Map<String, HealthContributor> contributors) {
        return contributors.entrySet().stream()
                .map(entry -> new HealthContributors.Entry(
                        entry.getKey(), view(visit, prefix + entry.getKey(), entry.getValue())));
    }

    /** What a reader sees who asks for this one by its name. */
    HealthContributor view(String name, HealthContributor contributor) {
        return view(kept.visit(), name, contributor);
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
