package dev.vigie.health.boot3;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.NamedContributor;
import org.springframework.boot.actuate.health.NamedContributors;

/** A composite as its readers see it: with members that are bounded. */
record BoundedComposite(String path, NamedContributors<HealthContributor> composite, BoundedContributors bounded)
        implements CompositeHealthContributor {

    @Override
    public @Nullable HealthContributor getContributor(String name) {
        HealthContributor contributor = composite.getContributor(name);
        return contributor == null ? null : bounded.view(path + "/" + name, contributor);
    }

    @Override
    public Iterator<NamedContributor<HealthContributor>> iterator() {
        return bounded.views(path + "/", composite);
    }
}
