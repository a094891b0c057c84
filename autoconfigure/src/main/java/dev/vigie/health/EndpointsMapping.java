package dev.vigie.health;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** Maps our paths behind every mapping of the application, and just before its static resources. */
final class EndpointsMapping extends SimpleUrlHandlerMapping {

    /** The resource handler has {@code LOWEST_PRECEDENCE - 1} and takes every path. */
    private static final int BEFORE_RESOURCES = Ordered.LOWEST_PRECEDENCE - 2;

    private final List<String> paths;

    EndpointsMapping(HealthProperties.Endpoints settings, MonitoringAnswer monitoring, @Nullable HealthAnswer health) {
        Map<String, JsonRequestHandler> handlers = new LinkedHashMap<>();
        handlers.put(settings.monitoringPath(), new JsonRequestHandler(monitoring::read));
        if (health != null) {
            handlers.put(settings.path(), new JsonRequestHandler(health::read));
        }
        this.paths = new ArrayList<>(handlers.keySet());
        setUrlMap(handlers);
        setOrder(BEFORE_RESOURCES);
    }

    List<String> paths() {
        return paths;
    }
}
