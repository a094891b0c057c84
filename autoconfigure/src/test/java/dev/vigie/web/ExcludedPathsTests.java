package dev.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of no request, and how nobody becomes one of those. */
class ExcludedPathsTests {

    private final ExcludedPaths excluded = ExcludedPaths.of(List.of("/health", "/health/**", "/actuator/health/**"));

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/monitoring", "/app/health", "/actuator/health/db", "/he%61lth"})
    void probesAreExcluded(String path) {
        assertThat(excluded.contain(path, path.startsWith("/app") ? "/app" : ""))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orders",
                "/healthy",
                "/health/../admin",
                "/health/%2e%2e/admin",
                "/health/.%2E/admin",
                "/health/..;a=b/admin",
                "/health//../admin",
                "/health/x%2f..%2f..%2fadmin",
                "/health/..%5cadmin"
            })
    void nobodyGoesUnseenByAPathThatLeadsElsewhere(String path) {
        assertThat(excluded.contain(path, "")).isFalse();
    }
}
