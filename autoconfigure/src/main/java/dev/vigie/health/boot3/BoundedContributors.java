package dev.vigie.health.boot3;

import dev.vigie.health.BoundedHealth;
import dev.vigie.health.Visit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.NamedContributor;
import org.springframework.boot.actuate.health.NamedContributors;

/** Shows contributors as bounded ones, and leaves them as they are. */
final class BoundedContributors {

    private final BoundedHealth<HealthContributor, Health> kept;

    BoundedContributors(BoundedHealth<HealthContributor, Health> kept) {
        this.kept = kept;
    }

    /** A registry with the same contributors, those that are registered later too. */
    HealthContributorRegistry of(HealthContributorRegistry registry) {
        kept.watch(() -> HealthApi.byName(registry));
        return new BoundedRegistry(registry, this);
    }

    HealthContributor view(Visit visit, String path, HealthContributor contributor) {
        if (contributor instanceof NamedContributors<?>) {
            return new BoundedComposite(path, contributor, this, visit);
        }
        return contributor instanceof HealthIndicator indicator && kept.isBounded(path, contributor)
                ? new BoundedIndicator(path, indicator, kept, visit)
                : contributor;
    }

    Iterator<NamedContributor<HealthContributor>> views(HealthContributorRegistry registry) {
        Visit visit = kept.visit();
        List<NamedContributor<HealthContributor>> views = new ArrayList<>();
        registry.forEach(entry -> {
            String name = entry.getName();
            views.add(NamedContributor.of(name, view(visit, name, entry.getContributor())));
        });
        return views.iterator();
    }

    Iterator<NamedContributor<HealthContributor>> members(Visit visit, String path, HealthContributor composite) {
        return views(visit, path + "/", kept.members(visit, path, composite));
    }

    @Nullable
    HealthContributor member(Visit visit, String path, HealthContributor composite, String name) {
        HealthContributor member = kept.member(path, composite, name);
        return member == null ? null : view(visit, path + "/" + name, member);
    }

    private Iterator<NamedContributor<HealthContributor>> views(
            Visit visit, String prefix, Map<String, HealthContributor> contributors) {
        List<NamedContributor<HealthContributor>> views = new ArrayList<>(contributors.size());
        contributors.forEach(
                (name, contributor) -> views.add(NamedContributor.of(name, view(visit, prefix + name, contributor))));
        return views.iterator();
    }

    /** What a reader sees who asks for this one by its name. */
    HealthContributor view(String name, HealthContributor contributor) {
        return view(kept.visit(), name, contributor);
    }

    void forget(String name) {
        kept.forget(name);
    }
}
