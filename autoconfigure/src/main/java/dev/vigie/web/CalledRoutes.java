package dev.vigie.web;

import dev.vigie.metrics.TagLimit;
import io.micrometer.common.KeyValue;
import java.util.Set;

/**
 * The values of {@code uri} that calls to others are counted by, whichever client makes them: they share one meter, and
 * so they share its limit. Who puts ids into addresses instead of giving a template makes one of each; Spring Boot's
 * own limit would take their meters away.
 *
 * @param meter the name of the meter
 * @param limit its different values
 */
record CalledRoutes(String meter, TagLimit limit) {

    /** What it is without a template. */
    private static final Set<String> ALWAYS = Set.of("none");

    static CalledRoutes of(String meter, int most, String key) {
        return new CalledRoutes(meter, new TagLimit("The tag uri of the meter " + meter, most, key, ALWAYS));
    }

    KeyValue limited(KeyValue uri) {
        return KeyValue.of(uri.getKey(), limit.limited(uri.getValue()));
    }
}
