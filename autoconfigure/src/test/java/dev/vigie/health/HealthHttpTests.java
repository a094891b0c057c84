package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The two plain answers as HTTP: methods, headers, status. */
class HealthHttpTests {

    /** Nothing in the answer may change from one request to the next but the time. */
    private static final String NO_DISK = "vigie.health.disk.enabled=false";

    @ParameterizedTest
    @CsvSource({"/health, UP, 200", "/health, DOWN, 503", "/health/monitoring, UP, 200", "/health/monitoring, DOWN, 200"
    })
    void answersHeadAsGetWithoutTheBody(String path, HealthResult.Status status, int expected) {
        try (RunningApplication app = RunningApplication.with(Partner.class, NO_DISK, "example.partner=" + status)) {
            HttpResponse<String> get = app.get(path);
            HttpResponse<String> head = app.send("HEAD", path);

            assertThat(get.statusCode()).isEqualTo(expected);
            assertThat(head.statusCode()).isEqualTo(expected);
            assertThat(head.body()).isEmpty();
            int length = get.body().length();
            for (HttpResponse<String> answer : List.of(get, head)) {
                assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
                assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/json");
                assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(length);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UP, healthy, '[]', ok",
        "DOWN, unhealthy, '[partner check failed]', ok",
        "OUT_OF_SERVICE, unhealthy, '[partner check failed]', ok"
    })
    void tellsTheSameInTheBody(HealthResult.Status status, String expected, String errors, String monitoring) {
        try (RunningApplication app = RunningApplication.with(Partner.class, NO_DISK, "example.partner=" + status)) {
            Map<String, Object> body = app.json("/health");
            assertThat(body.keySet()).containsExactly("application", "status", "timestamp", "errors");
            assertThat(body).containsEntry("application", "OK").containsEntry("status", expected);
            assertThat(body.get("errors")).hasToString(errors);

            Map<String, Object> watched = app.json("/health/monitoring");
            assertThat(watched.keySet()).containsExactly("status", "monitoring");
            assertThat(watched).containsEntry("status", monitoring);
        }
    }

    /** Spring Security writes a header of its own where there is none. */
    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/monitoring"})
    void isNotKeptByProxiesAlsoBehindSpringSecurity(String path) {
        try (RunningApplication app = RunningApplication.start(
                List.of(RunningApplication.Plain.class),
                "spring.security.user.name=probe",
                "spring.security.user.password=probe-password",
                "vigie.health.disk.max-used-percent=100",
                "management.health.redis.enabled=false")) {
            String login = Base64.getEncoder().encodeToString("probe:probe-password".getBytes(StandardCharsets.UTF_8));
            for (String method : List.of("GET", "HEAD")) {
                HttpResponse<String> answer = app.send(method, path, "Authorization", "Basic " + login);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void answersNoOtherMethod(String method) {
        try (RunningApplication app = RunningApplication.with(RunningApplication.Plain.class)) {
            for (String path : List.of("/health", "/health/monitoring")) {
                HttpResponse<String> response = app.send(method, path);

                assertThat(response.statusCode()).isEqualTo(405);
                assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
                assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store");
                assertThat(response.body()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/monitoring"})
    void answersJsonToAClientThatPrefersHtml(String path) {
        try (RunningApplication app = RunningApplication.with(Partner.class, NO_DISK, "example.partner=UP")) {
            HttpResponse<String> response = app.send("GET", path, "Accept", "text/html");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Partner {

        @Bean
        HealthCheck partnerCheck(@Value("${example.partner}") HealthResult.Status status) {
            return new FixedCheck("partner", HealthResult.of(status));
        }
    }
}
