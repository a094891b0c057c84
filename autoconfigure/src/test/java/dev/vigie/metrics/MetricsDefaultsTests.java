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
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.StringUtils;

class MetricsDefaultsTests {

    private final Map<String, Object> properties = new HashMap<>();

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

    @Test
    void countsHitsOfRedisCaches() {
        assertThat(contributed()).containsEntry("spring.cache.redis.enable-statistics", "true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "http.server", "http.server.requests"})
    void leavesTheBucketsToAnApplicationThatNamesItsOwn(String name) {
        properties.put("management.metrics.distribution.slo." + name, "300ms");
        assertThat(contributed()).doesNotContainKey("management.metrics.distribution.slo.http.server.requests");
    }

    @Test
    void leavesTheBucketsToAnApplicationThatListsItsOwn() {
        properties.put("management.metrics.distribution.slo[http.server.requests][0]", "300ms");
        assertThat(contributed()).doesNotContainKey("management.metrics.distribution.slo.http.server.requests");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc", "http.client.requests", "ht"})
    void keepsTheBucketsBesideThoseOfOtherMeters(String name) {
        properties.put("management.metrics.distribution.slo." + name, "300ms");
        assertThat(contributed()).containsKey("management.metrics.distribution.slo.http.server.requests");
    }

    private Map<String, Object> contributed() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("application", properties));
        Map<String, Object> defaults = new HashMap<>();
        new MetricsDefaults().contribute(environment, defaults, new StartupProblems());
        return defaults;
    }
}
