package dev.vigie.metrics;

import dev.vigie.feature.FeatureReport;
import dev.vigie.feature.MetricsOutput;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;

/** Says in the start-up line what somebody who looks for meters would miss. */
record MetricsReport(
        ObjectProvider<MeterRegistry> registries,
        ObjectProvider<MetricsOutput> output,
        MetricsProperties properties,
        HostFiles host)
        implements FeatureReport {

    @Override
    public String feature() {
        return "metrics";
    }

    @Override
    public String detail() {
        if (registries.stream().findAny().isEmpty()) {
            return "no meter registry";
        }
        List<String> details = new ArrayList<>();
        // Without a server there is no such endpoint, and nobody expects one.
        if (output.stream().anyMatch(known -> !known.exposed())) {
            details.add("prometheus not exposed");
        }
        if (!properties.host().enabled() || !host.areThere()) {
            details.add("no host meters");
        }
        if (properties.maxMeters() != MetricsProperties.METERS) {
            details.add("at most " + properties.maxMeters() + " meters");
        }
        return String.join(", ", details);
    }
}
