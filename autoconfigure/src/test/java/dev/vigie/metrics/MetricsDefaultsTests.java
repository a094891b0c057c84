package dev.vigie.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.feature.StartupProblems;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.StringUtils;

class MetricsDefaultsTests {

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void exposesTheScrapeBesideHealthAndInfo() {
        assertThat(contributed()).containsEntry("management.endpoints.web.exposure.include", "health,info,prometheus");
    }

    @Test
    void givesResponseTimesAscendingBucketsWithTheLimitsOfTheAlertRules() {
        Object buckets = contributed().get("management.metrics.distribution.slo.http.server.requests");
        List<Duration> durations = StringUtils.commaDelimitedListToSet(String.valueOf(buckets)).stream()
                .map(DurationStyle::detectAndParse)
                .toList();
        assertThat(durations)
                .hasSizeBetween(10, 12)
                .isSorted()
                .startsWith(Duration.ofMillis(5))
                .endsWith(Duration.ofSeconds(10))
                .contains(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "http.server", "http.server.requests"})
    void leavesTheBucketsToAnApplicationThatNamesItsOwn(String name) {
        environment.setProperty("management.metrics.distribution.slo." + name, "300ms");
        assertThat(contributed()).containsOnlyKeys("management.endpoints.web.exposure.include");
    }

    @Test
    void leavesTheBucketsToAnApplicationThatListsItsOwn() {
        environment.setProperty("management.metrics.distribution.slo[http.server.requests][0]", "300ms");
        assertThat(contributed()).containsOnlyKeys("management.endpoints.web.exposure.include");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc", "http.client.requests", "ht"})
    void keepsTheBucketsBesideThoseOfOtherMeters(String name) {
        environment.setProperty("management.metrics.distribution.slo." + name, "300ms");
        assertThat(contributed()).containsKey("management.metrics.distribution.slo.http.server.requests");
    }

    @Test
    void givesNothingWhenSwitchedOff() {
        environment.setProperty("vigie.metrics.enabled", "false");
        assertThat(contributed()).isEmpty();
    }

    private Map<String, Object> contributed() {
        Map<String, Object> defaults = new HashMap<>();
        new MetricsDefaults().contribute(environment, defaults, new StartupProblems());
        return defaults;
    }
}
