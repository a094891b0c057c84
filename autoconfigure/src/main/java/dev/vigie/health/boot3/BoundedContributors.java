package dev.vigie.health.boot3;

import dev.vigie.health.BoundedHealth;
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

    HealthContributor view(String path, HealthContributor contributor) {
        if (contributor instanceof NamedContributors<?>) {
            return new BoundedComposite(path, contributor, this);
        }
        return contributor instanceof HealthIndicator indicator && kept.isBounded(path, contributor)
                ? new BoundedIndicator(path, indicator, kept)
                : contributor;
    }

    Iterator<NamedContributor<HealthContributor>> views(HealthContributorRegistry registry) {
        return views("", HealthApi.byName(registry));
    }

    Iterator<NamedContributor<HealthContributor>> members(String path, HealthContributor composite) {
        return views(path + "/", kept.members(path, composite));
    }

    @Nullable
    HealthContributor member(String path, HealthContributor composite, String name) {
        HealthContributor member = kept.member(path, composite, name);
        return member == null ? null : view(path + "/" + name, member);
    }

    private Iterator<NamedContributor<HealthContributor>> views(
            String prefix, Map<String, HealthContributor> contributors) {
        List<NamedContributor<HealthContributor>> views = new ArrayList<>(contributors.size());
        contributors.forEach(
                (name, contributor) -> views.add(NamedContributor.of(name, view(prefix + name, contributor))));
        return views.iterator();
    }

    void forget(String name) {
        kept.forget(name);
    }
}
