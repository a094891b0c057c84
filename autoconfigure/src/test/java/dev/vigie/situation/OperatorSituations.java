package dev.vigie.situation;

import dev.vigie.health.HealthCheck;
import dev.vigie.health.HealthResult;
import java.util.List;

/** A health endpoint that says DOWN has not failed. */
final class OperatorSituations {

    private static final String FAMILY = "An endpoint for operators";

    private OperatorSituations() {}

    static List<Situation> all() {
        return List.of(
                down("the health endpoint of the actuator answers 503", "/actuator/health"),
                down("the page of the health checks answers 503", "/health"));
    }

    private static Situation down(String name, String path) {
        return Situation.of(FAMILY, name).get(path).answers(503).sendsNothing();
    }

    static final class Broken implements HealthCheck {

        @Override
        public String name() {
            return "broken";
        }

        @Override
        public HealthResult check() {
            return HealthResult.down();
        }
    }
}
