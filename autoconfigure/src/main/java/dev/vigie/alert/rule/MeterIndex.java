package dev.vigie.alert.rule;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The meters of a registry by name: looking through all of them for each rule would take longer with every meter. */
final class MeterIndex {

    private final Map<String, Set<Meter>> byName = new ConcurrentHashMap<>();

    MeterIndex(MeterRegistry registry) {
        registry.config().onMeterAdded(this::add).onMeterRemoved(this::remove);
        registry.getMeters().forEach(this::add);
    }

    private void add(Meter meter) {
        byName.computeIfAbsent(meter.getId().getName(), name -> ConcurrentHashMap.newKeySet())
                .add(meter);
    }

    private void remove(Meter meter) {
        byName.computeIfPresent(meter.getId().getName(), (name, meters) -> {
            meters.remove(meter);
            return meters.isEmpty() ? null : meters;
        });
    }

    Collection<Meter> named(String name) {
        return byName.getOrDefault(name, Set.of());
    }
}
