package dev.vigie.health.boot4;

import dev.vigie.health.HealthGroups;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.AdditionalPathsMapper;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.health.actuate.endpoint.AdditionalHealthEndpointPath;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;

/** The application's groups and ours behind them: a group of the application wins over ours of the same name. */
final class ExtendedGroups implements HealthEndpointGroups, AdditionalPathsMapper {

    private final HealthEndpointGroups groups;
    private final Map<String, HealthEndpointGroup> ours = new ConcurrentHashMap<>();
    private final Set<String> names;
    /** Spring Boot's registry keeps what {@link #getNames()} answers, so a name that is given up must vanish there. */
    private final Set<String> visibleNames;

    ExtendedGroups(HealthEndpointGroups groups, Set<String> named) {
        this.groups = groups;
        this.names = new CopyOnWriteArraySet<>(groups.getNames());
        this.visibleNames = Collections.unmodifiableSet(names);
        named.forEach(name -> ours.put(name, new NamedGroup(name, groups.getPrimary())));
        named.stream().filter(HealthGroups::isListed).forEach(names::add);
    }

    /** Takes away a listed group of ours, so that a contributor of the application may have its name. */
    boolean giveUp(String name) {
        return groups.get(name) == null && names.contains(name) && ours.remove(name) != null && names.remove(name);
    }

    @Override
    public HealthEndpointGroup getPrimary() {
        return groups.getPrimary();
    }

    @Override
    public Set<String> getNames() {
        return visibleNames;
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
