package dev.vigie.health.boot4;

import dev.vigie.health.Visit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;

/** A composite as its readers see it: with members that are bounded. */
record BoundedComposite(String path, HealthContributor composite, BoundedContributors bounded, Visit visit)
        implements CompositeHealthContributor {

    @Override
    public @Nullable HealthContributor getContributor(String name) {
        return bounded.member(visit, path, composite, name);
    }

    @Override
    public Stream<Entry> stream() {
        return bounded.members(visit, path, composite);
    }
}
