package dev.vigie.feature;

import java.util.Map;
import org.springframework.core.env.Environment;

/** Named in the tests' own {@code spring.factories}; fails on request. */
final class FailingDefaults implements FeatureDefaults {

    @Override
    public String feature() {
        return "failing";
    }

    @Override
    public void contribute(Environment environment, Map<String, Object> defaults, StartupProblems problems) {
        if (environment.containsProperty("test.failing-defaults")) {
            throw new IllegalStateException("on purpose");
        }
    }
}
