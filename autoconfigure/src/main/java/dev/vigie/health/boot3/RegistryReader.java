package dev.vigie.health.boot3;

import dev.vigie.health.ContributorReader;
import dev.vigie.health.HealthResult;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthEndpointGroup;
import org.springframework.boot.actuate.health.HealthEndpointGroups;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.NamedContributors;
import org.springframework.boot.actuate.health.Status;
import org.springframework.util.function.SingletonSupplier;

/** Reads the contributors of Spring Boot's registry. */
final class RegistryReader extends ContributorReader<HealthContributor, Health> {

    private final HealthContributorRegistry registry;
    /** Not looked up for every answer, which would take longer than all the rest. */
    private final SingletonSupplier<HealthEndpointGroups> groups;

    RegistryReader(HealthContributorRegistry registry, ObjectProvider<HealthEndpointGroups> groups) {
        this.registry = registry;
        this.groups = SingletonSupplier.ofNullable(groups::getIfAvailable);
    }

    @Override
    protected void each(BiConsumer<String, HealthContributor> visitor) {
        registry.forEach(entry -> visitor.accept(entry.getName(), entry.getContributor()));
    }

    @Override
    @SuppressWarnings("unchecked") // as Spring Boot's own endpoint does
    protected boolean eachInside(HealthContributor contributor, BiConsumer<String, HealthContributor> visitor) {
        if (contributor instanceof NamedContributors<?> composite) {
            ((NamedContributors<HealthContributor>) composite)
                    .forEach(entry -> visitor.accept(entry.getName(), entry.getContributor()));
            return true;
        }
        return false;
    }

    @Override
    protected @Nullable Health ask(HealthContributor contributor) {
        return ((HealthIndicator) contributor).getHealth(true);
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
