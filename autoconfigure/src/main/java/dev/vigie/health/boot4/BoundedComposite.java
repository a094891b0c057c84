package dev.vigie.health.boot4;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;

/** A composite as its readers see it: with members that are bounded. */
record BoundedComposite(String path, HealthContributors composite, BoundedContributors bounded)
        implements CompositeHealthContributor {

    @Override
    public @Nullable HealthContributor getContributor(String name) {
        HealthContributor contributor = composite.getContributor(name);
        return contributor == null ? null : bounded.view(path + "/" + name, contributor);
    }

    @Override
    public Stream<Entry> stream() {
        return bounded.views(path + "/", composite);
    }
}
