package dev.vigie.metrics;

import dev.vigie.feature.FeatureReport;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;

/** Says in the start-up line when there is nothing that keeps the meters. */
record MetricsReport(ObjectProvider<MeterRegistry> registries) implements FeatureReport {

    @Override
    public String feature() {
        return "metrics";
    }

    @Override
    public String detail() {
        return registries.stream().findAny().isPresent() ? "" : "no meter registry";
    }
}
