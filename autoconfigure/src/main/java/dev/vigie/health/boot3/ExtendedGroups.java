package dev.vigie.health.boot3;

import dev.vigie.health.HealthGroups;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.AdditionalPathsMapper;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.actuate.health.AdditionalHealthEndpointPath;
import org.springframework.boot.actuate.health.HealthEndpointGroup;
import org.springframework.boot.actuate.health.HealthEndpointGroups;

/** The application's groups and ours behind them: a group of the application wins over ours of the same name. */
final class ExtendedGroups implements HealthEndpointGroups, AdditionalPathsMapper {

    private final HealthEndpointGroups groups;
    private final Map<String, HealthEndpointGroup> ours = new HashMap<>();
    private final Set<String> names;

    ExtendedGroups(HealthEndpointGroups groups, Set<String> listed) {
        this.groups = groups;
        this.names = new LinkedHashSet<>(groups.getNames());
        this.names.addAll(listed);
        HealthGroups.names().forEach(name -> ours.put(name, new NamedGroup(name, groups.getPrimary())));
    }

    @Override
    public HealthEndpointGroup getPrimary() {
        return groups.getPrimary();
    }

    @Override
    public Set<String> getNames() {
        return Collections.unmodifiableSet(names);
    }

    @Override
    public @Nullable HealthEndpointGroup get(String name) {
        HealthEndpointGroup own = groups.get(name);
        return own == null ? ours.get(name) : own;
    }

    @Override
    public @Nullable HealthEndpointGroup get(AdditionalHealthEndpointPath path) {
        return groups.get(path);
    }

    @Override
    public Set<HealthEndpointGroup> getAllWithAdditionalPath(WebServerNamespace namespace) {
        return groups.getAllWithAdditionalPath(namespace);
    }

    @Override
    public @Nullable List<String> getAdditionalPaths(EndpointId endpointId, WebServerNamespace namespace) {
        return groups instanceof AdditionalPathsMapper mapper
                ? mapper.getAdditionalPaths(endpointId, namespace)
                : List.of();
    }
}
