package dev.vigie.health;

import dev.vigie.feature.FeatureReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says at the start which of our two answers the application gives itself. */
final class EndpointsReport implements FeatureReport {

    private final List<String> paths;
    private final ApplicationMappings application;

    EndpointsReport(List<String> paths, ApplicationMappings application) {
        this.paths = paths;
        this.application = application;
    }

    @Override
    public String feature() {
        return "health";
    }

    @Override
    public String detail() {
        return "";
    }

    @Override
    public @Nullable String headline() {
        List<String> taken = paths.stream().filter(application::answer).toList();
        return taken.isEmpty()
                ? null
                : "GET %s is answered by the application's own mapping, not by Vigie"
                        .formatted(String.join(" and ", taken));
    }
}
