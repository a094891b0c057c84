package dev.vigie.health.boot4;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;

/** A composite as its readers see it: with members that are bounded. */
record BoundedComposite(String path, HealthContributor composite, BoundedContributors bounded)
        implements CompositeHealthContributor {

    @Override
    public @Nullable HealthContributor getContributor(String name) {
        return bounded.member(path, composite, name);
    }

    @Override
    public Stream<Entry> stream() {
        return bounded.members(path, composite);
    }
}
