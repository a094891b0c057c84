package dev.vigie.metrics;

import dev.vigie.feature.StartupProblems;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Metrics. Everything else about them is set with Spring Boot's own {@code management.metrics.*}.
 *
 * @param enabled whether meters get the common tags and response times their buckets, and the scrape endpoint is
 *     exposed
 * @param requests how requests were in the last minutes, hour and day, as seen from inside the application
 * @param host what the machine does
 * @param maxMeters how many meters there may be in all, 100 to 1000000, and of one name half of that; the tag with the
 *     most values is OTHER in those that come after them
 */
@ConfigurationProperties("vigie.metrics")
public record MetricsProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue Requests requests,
        @DefaultValue Host host,
        @DefaultValue("" + MetricsProperties.METERS) int maxMeters) {

    static final int METERS = 10_000;
    private static final int FEWEST_METERS = 100;
    private static final int MOST_METERS = 1_000_000;

    public MetricsProperties {
        if (maxMeters < FEWEST_METERS || maxMeters > MOST_METERS) {
            tell("max-meters", "not between 100 and 1000000", METERS);
            maxMeters = METERS;
        }
    }

    private static void tell(String key, String why, Object used) {
        StartupProblems.warn(
                "The property vigie.metrics.%s is %s. %s is used.".formatted(key, why, used),
                "Set vigie.metrics.%s to a value such as %s, or remove it.".formatted(key, used));
    }

    /**
     * What the machine does.
     *
     * @param enabled whether there are meters of the machine's memory, disks, network and processes, where it is Linux
     */
    public record Host(@DefaultValue("true") boolean enabled) {}

    /**
     * How requests were in the last minutes, hour and day, as seen from inside the application.
     *
     * @param apdexTarget the duration of a request up to which nobody is said to wait, T of Apdex; more than zero
     * @param maxRoutes how many routes are told apart, 1 to 1000; all others are one, OTHER. Each takes 20 to 50
     *     kilobytes
     */
    public record Requests(
            @DefaultValue(Requests.TARGET) Duration apdexTarget, @DefaultValue("" + Requests.ROUTES) int maxRoutes) {

        private static final String TARGET = "500ms";
        private static final int ROUTES = 200;
        private static final int MOST_ROUTES = 1_000;

        public Requests {
            if (apdexTarget.isNegative() || apdexTarget.isZero()) {
                tell("requests.apdex-target", "not more than zero", TARGET);
                apdexTarget = Duration.ofMillis(500);
            }
            if (maxRoutes < 1 || maxRoutes > MOST_ROUTES) {
                tell("requests.max-routes", "not between 1 and 1000", ROUTES);
                maxRoutes = ROUTES;
            }
        }
    }
}
