package dev.vigie.health.boot3;

import dev.vigie.health.BoundedHealth;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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

    @SuppressWarnings("unchecked") // as Spring Boot's own endpoint does
    HealthContributor view(String path, HealthContributor contributor) {
        if (contributor instanceof NamedContributors<?> composite) {
            return new BoundedComposite(path, (NamedContributors<HealthContributor>) composite, this);
        }
        return contributor instanceof HealthIndicator indicator && kept.isBounded(path, contributor)
                ? new BoundedIndicator(path, indicator, kept)
                : contributor;
    }

    Iterator<NamedContributor<HealthContributor>> views(
            String prefix, NamedContributors<HealthContributor> contributors) {
        List<NamedContributor<HealthContributor>> views = new ArrayList<>();
        contributors.forEach(entry -> views.add(
                NamedContributor.of(entry.getName(), view(prefix + entry.getName(), entry.getContributor()))));
        return views.iterator();
    }

    void forget(String name) {
        kept.forget(name);
    }
}
