package dev.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.OpenSecurity;
import dev.vigie.TestApplication;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

class WebAutoConfigurationTests {

    @Test
    void watchesByDefault() throws Exception {
        try (ConfigurableApplicationContext context = application().start()) {
            HttpResponse<String> answer = TestApplication.get(context, "/fail");

            assertThat(answer.headers().firstValue("X-Request-ID")).isPresent();
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vigie.enabled", "vigie.web.enabled"})
    void isOffWhenDisabled(String key) throws Exception {
        try (ConfigurableApplicationContext context =
                application().property(key, "false").start()) {
            HttpResponse<String> answer = TestApplication.get(context, "/fail");

            assertThat(answer.headers().firstValue("X-Request-ID")).isEmpty();
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        }
    }

    @Test
    void watchesWithoutAnsweringWhenAskedTo() throws Exception {
        try (ConfigurableApplicationContext context =
                application().property("vigie.web.answer-unhandled", "false").start()) {
            HttpResponse<String> answer = TestApplication.get(context, "/fail");

            assertThat(answer.headers().firstValue("X-Request-ID")).isPresent();
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.vigie.web.WebAutoConfiguration",
                "dev.vigie.errors.ErrorsAutoConfiguration",
                "dev.vigie.errors.sentry.SentryErrorsAutoConfiguration",
                "dev.vigie.privacy.PrivacyAutoConfiguration",
                "dev.vigie.login.LoginAutoConfiguration"
            })
    void startsWithAPartExcluded(String excluded) throws Exception {
        try (ConfigurableApplicationContext context = application()
                .property("spring.autoconfigure.exclude", excluded)
                .property("sentry.dsn", "http://key@127.0.0.1:1/1")
                .start()) {
            assertThat(TestApplication.get(context, "/fail").statusCode()).isEqualTo(500);
            if (excluded.contains("web")) {
                assertThat(context.containsBean("sentrySpringFilter")).isTrue();
            }
        }
    }

    private static TestApplication application() {
        return TestApplication.web().with(OpenSecurity.class, Failing.class);
    }

    @RestController
    static class Failing {

        @GetMapping("/fail")
        String fail() {
            throw new IllegalStateException("failed");
        }
    }
}
