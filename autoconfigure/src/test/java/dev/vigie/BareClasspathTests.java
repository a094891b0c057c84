package dev.vigie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.login.OwnLogins;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The jar with everything optional really gone. Runs in a surefire execution of its own ({@code bare-classpath}) that
 * takes the jars off the class path.
 */
@ExtendWith(OutputCaptureExtension.class)
class BareClasspathTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.micrometer.core.instrument.MeterRegistry",
                "io.micrometer.prometheusmetrics.PrometheusMeterRegistry",
                "io.sentry.Sentry",
                "io.sentry.logback.SentryAppender",
                "io.sentry.spring.boot.jakarta.SentryAutoConfiguration",
                "io.sentry.spring.jakarta.SentrySpringFilter",
                "net.logstash.logback.encoder.LogstashEncoder",
                "org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration",
                "org.springframework.boot.actuate.health.HealthIndicator",
                "org.springframework.boot.health.contributor.HealthIndicator",
                "org.springframework.security.config.annotation.web.builders.HttpSecurity",
                "org.springframework.security.core.Authentication",
                "org.springframework.security.web.SecurityFilterChain"
            })
    void theClassIsReallyAbsent(String className) {
        assertThat(ClassUtils.isPresent(className, getClass().getClassLoader()))
                .as("%s is on the class path: this run proves nothing; see bare-classpath in pom.xml", className)
                .isFalse();
    }

    @Test
    void aWebApplicationStartsAndAnswers(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext context =
                TestApplication.web().with(Greeting.class).start()) {
            HttpResponse<String> response = TestApplication.get(context, "/greeting");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("hello");
        }
        assertThat(output).contains("metrics (no micrometer)");
    }

    @Test
    void anErrorOfAWebApplicationIsAnsweredWith500() throws Exception {
        try (ConfigurableApplicationContext context =
                TestApplication.web().with(Greeting.class).start()) {
            assertThat(TestApplication.get(context, "/failure").statusCode()).isEqualTo(500);
        }
    }

    @Test
    void anApplicationThatSignsPeopleInOnItsOwnTellsOfThem(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext context =
                TestApplication.web().with(OwnLogins.class).start()) {
            assertThat(TestApplication.get(context, "/login?password=wrong").body())
                    .isEqualTo("no");
            assertThat(TestApplication.get(context, "/login?password=right").body())
                    .isEqualTo("welcome");
        }
        assertThat(output)
                .contains("login_attempted", "Login failed - wrong password", "login_failed", "login_succeeded")
                .containsPattern("Vigie .*\\blogin\\b.* - off: ");
    }

    @Test
    void anApplicationWithoutAWebServerStarts(CapturedOutput output) {
        try (ConfigurableApplicationContext context = TestApplication.nonWeb()
                .variable("SENTRY_DSN", "https://key@localhost/1")
                .start()) {
            assertThat(context.isRunning()).isTrue();
        }
        assertThat(output).contains("metrics (no micrometer)");
    }

    @RestController
    static class Greeting {

        @GetMapping("/greeting")
        String greeting() {
            return "hello";
        }

        @GetMapping("/failure")
        String failure() {
            throw new IllegalStateException("on purpose");
        }
    }
}
