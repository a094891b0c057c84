package dev.vigie.health.boot3;

import dev.vigie.health.Visit;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.NamedContributor;

/** A composite as its readers see it: with members that are bounded. */
record BoundedComposite(String path, HealthContributor composite, BoundedContributors bounded, Visit visit)
        implements CompositeHealthContributor {

    @Override
    public @Nullable HealthContributor getContributor(String name) {
        return bounded.member(visit, path, composite, name);
    }

    @Override
    public Iterator<NamedContributor<HealthContributor>> iterator() {
        return bounded.members(visit, path, composite);
    }
}
