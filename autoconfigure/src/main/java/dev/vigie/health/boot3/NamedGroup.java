package dev.vigie.health.boot3;

import dev.vigie.health.HealthGroups;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.health.AdditionalHealthEndpointPath;
import org.springframework.boot.actuate.health.HealthEndpointGroup;
import org.springframework.boot.actuate.health.HttpCodeStatusMapper;
import org.springframework.boot.actuate.health.StatusAggregator;

/** One of our groups: its members are ours to say, everything else is as in the application's main group. */
final class NamedGroup implements HealthEndpointGroup {

    private final String name;
    private final HealthEndpointGroup primary;

    NamedGroup(String name, HealthEndpointGroup primary) {
        this.name = name;
        this.primary = primary;
    }

    @Override
    public boolean isMember(String contributor) {
        return HealthGroups.isMember(name, contributor);
    }

    @Override
    public boolean showComponents(SecurityContext securityContext) {
        return primary.showComponents(securityContext);
    }

    @Override
    public boolean showDetails(SecurityContext securityContext) {
        return primary.showDetails(securityContext);
    }

    @Override
    public StatusAggregator getStatusAggregator() {
        return primary.getStatusAggregator();
    }

    @Override
    public HttpCodeStatusMapper getHttpCodeStatusMapper() {
        return primary.getHttpCodeStatusMapper();
    }

    @Override
    public @Nullable AdditionalHealthEndpointPath getAdditionalPath() {
        return null;
    }
}
