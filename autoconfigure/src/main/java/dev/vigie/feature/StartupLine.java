package dev.vigie.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/** Says once, when the application has started, what is on, what is off and why. */
final class StartupLine implements ApplicationListener<ApplicationStartedEvent> {

    private static final Logger log = LoggerFactory.getLogger("dev.vigie.Vigie");

    private final ConfigurableApplicationContext context;
    private final ObjectProvider<FeatureReport> reports;

    StartupLine(ConfigurableApplicationContext context, ObjectProvider<FeatureReport> reports) {
        this.context = context;
        this.reports = reports;
    }

    @Override
    public void onApplicationEvent(ApplicationStartedEvent event) {
        // A child context (a separate management port) hands its events up; one line is enough.
        if (context.equals(event.getApplicationContext()) && log.isInfoEnabled()) {
            try {
                write();
            } catch (RuntimeException failure) {
                // An exception here would end the application.
                log.warn("The start-up line could not be written", failure);
            }
        }
    }

    private void write() {
        reports.orderedStream()
                .map(FeatureReport::headline)
                .filter(Objects::nonNull)
                .forEach(log::info);
        log.info(text());
    }

    String text() {
        Map<String, String> details = reports.orderedStream()
                .collect(Collectors.toMap(FeatureReport::feature, FeatureReport::detail, StartupLine::join));
        List<String> on = new ArrayList<>();
        List<String> off = new ArrayList<>();
        for (FeatureState state : FeatureState.all(context.getBeanFactory())) {
            if (state.reasonOff() == null) {
                on.add(inBrackets(state.name(), details.get(state.name())));
            } else {
                off.add(state.name() + " (" + state.reasonOff() + ")");
            }
        }
        String line = "Vigie " + version() + ": " + (on.isEmpty() ? "nothing on" : String.join(" ", on));
        return off.isEmpty() ? line : line + " - off: " + String.join(", ", off);
    }

    private static String join(String first, String second) {
        return List.of(first, second).stream().filter(text -> !text.isEmpty()).collect(Collectors.joining(", "));
    }

    private static String inBrackets(String name, @Nullable String detail) {
        return detail == null || detail.isEmpty() ? name : name + "(" + detail + ")";
    }

    private static String version() {
        Function<Package, @Nullable String> implementation = Package::getImplementationVersion;
        String version = implementation.apply(StartupLine.class.getPackage());
        return version == null ? "(unpackaged)" : version;
    }
}
