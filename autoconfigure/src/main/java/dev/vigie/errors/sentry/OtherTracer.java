package dev.vigie.errors.sentry;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

/** Whether somebody else makes the spans: Sentry's OpenTelemetry modes, or a tracer of Micrometer's. */
final class OtherTracer {

    /** The classes by which the SDK itself knows that OpenTelemetry is in charge. */
    private static final List<String> OPEN_TELEMETRY = List.of(
            "io.sentry.opentelemetry.agent.AgentMarker",
            "io.sentry.opentelemetry.agent.AgentlessMarker",
            "io.sentry.opentelemetry.agent.AgentlessSpringMarker");

    private static final String TRACER = "io.micrometer.tracing.Tracer";

    /** The one that Spring Boot 4 puts where there is no other; it does nothing. */
    private static final String NONE = "noopTracer";

    private OtherTracer() {}

    static boolean isInCharge(ListableBeanFactory beans, @Nullable ClassLoader classLoader) {
        return OPEN_TELEMETRY.stream().anyMatch(marker -> ClassUtils.isPresent(marker, classLoader))
                || hasTracer(beans, classLoader);
    }

    private static boolean hasTracer(ListableBeanFactory beans, @Nullable ClassLoader classLoader) {
        if (!ClassUtils.isPresent(TRACER, classLoader)) {
            return false;
        }
        Class<?> tracer = ClassUtils.resolveClassName(TRACER, classLoader);
        return Arrays.stream(beans.getBeanNamesForType(tracer, true, false)).anyMatch(name -> !name.equals(NONE));
    }
}
