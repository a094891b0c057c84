package dev.vigie.health.boot4;

import dev.vigie.health.ContributorReader;
import dev.vigie.health.HealthResult;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.health.registry.ReactiveHealthContributorRegistry;
import org.springframework.util.function.SingletonSupplier;

/** Reads the contributors of Spring Boot's registries. */
final class RegistryReader extends ContributorReader<HealthContributor, Health> {

    private final HealthContributors registry;
    /** Not looked up for every answer, which would take longer than all the rest. */
    private final SingletonSupplier<HealthEndpointGroups> groups;

    RegistryReader(
            HealthContributorRegistry registry,
            @Nullable ReactiveHealthContributorRegistry reactive,
            ObjectProvider<HealthEndpointGroups> groups) {
        this.registry = reactive == null ? registry : HealthContributors.of(registry, reactive.asHealthContributors());
        this.groups = SingletonSupplier.ofNullable(groups::getIfAvailable);
    }

    @Override
    protected void each(BiConsumer<String, HealthContributor> visitor) {
        registry.forEach(entry -> visitor.accept(entry.name(), entry.contributor()));
    }

    @Override
    protected boolean eachInside(HealthContributor contributor, BiConsumer<String, HealthContributor> visitor) {
        if (contributor instanceof HealthContributors composite) {
            composite.forEach(entry -> visitor.accept(entry.name(), entry.contributor()));
            return true;
        }
        return false;
    }

    @Override
    protected @Nullable Health ask(HealthContributor contributor) {
        return ((HealthIndicator) contributor).health(true);
    }

    @Override
    protected Health down() {
        return Health.down().build();
    }

    @Override
    protected HealthResult converted(Health health) {
        return Conversion.fromBoot(health);
    }

    @Override
    protected Object status(Health health) {
        return health.getStatus();
    }

    @Override
    protected boolean isFailing(List<Health> said) {
        Set<Status> statuses = said.stream().map(Health::getStatus).collect(Collectors.toSet());
        HealthEndpointGroups available = groups.get();
        if (available == null) {
            // No endpoint, nobody to agree with.
            return statuses.contains(Status.DOWN) || statuses.contains(Status.OUT_OF_SERVICE);
        }
        HealthEndpointGroup primary = available.getPrimary();
        Status status = primary.getStatusAggregator().getAggregateStatus(statuses);
        return primary.getHttpCodeStatusMapper().getStatusCode(status) >= 400;
    }
}
