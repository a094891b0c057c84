package dev.vigie.health;

import dev.vigie.feature.FeatureReport;
import org.springframework.beans.factory.ObjectProvider;

/** Says at the start how many contributors there are. */
final class HealthReport implements FeatureReport {

    private final ObjectProvider<HealthReader> reader;

    HealthReport(ObjectProvider<HealthReader> reader) {
        this.reader = reader;
    }

    @Override
    public String feature() {
        return "health";
    }

    @Override
    public String detail() {
        HealthReader available = reader.getIfAvailable();
        return available == null ? "" : Integer.toString(available.size());
    }
}
