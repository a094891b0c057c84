package dev.vigie.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.feature.StartupProblems.Problem;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class FamiliarVariablesTests {

    private final StartupProblems problems = new StartupProblems();

    @ParameterizedTest
    @CsvSource({
        "SENTRY_DSN, sentry.dsn",
        "SENTRY_TRACES_SAMPLE_RATE, sentry.traces-sample-rate",
        "SENTRY_PROFILES_SAMPLE_RATE, sentry.profiles-sample-rate",
        "SENTRY_RELEASE, sentry.release",
        "ENVIRONMENT, vigie.environment",
        "LOG_FILE, logging.file.name",
        "EMAIL_ALERTS, vigie.alert.mail.enabled",
        "WEBHOOK_ALERTS, vigie.alert.webhook.enabled",
        "SMTP_HOST, vigie.alert.mail.host",
        "SMTP_PORT, vigie.alert.mail.port",
        "SMTP_USER, vigie.alert.mail.username",
        "SMTP_PASSWORD, vigie.alert.mail.password",
        "EMAIL_FROM, vigie.alert.mail.from",
        "ALERT_EMAIL, vigie.alert.mail.to",
        "WEBHOOK_URL, vigie.alert.webhook.url"
    })
    void isTakenAsItIsWithoutTheSpaceAround(String variable, String property) {
        assertThat(properties(Map.of(variable, " value "))).isEqualTo(Map.of(property, "value"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SENTRY_DSN", "ENVIRONMENT", "LOG_LEVEL", "LOG_FILE", "CHECK_INTERVAL", "SMTP_PASSWORD"})
    void aBlankOneCountsAsNotSet(String variable) {
        assertThat(properties(Map.of(variable, " \t"))).isEmpty();
        assertThat(problems.drain()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "info, INFO",
        "DEBUG, DEBUG",
        "Warn, WARN",
        "WARNING, WARN",
        "warning, WARN",
        "CRITICAL, FATAL",
        "off, OFF",
        "trace, TRACE"
    })
    void logLevelSetsTheRootLevel(String value, String level) {
        assertThat(properties(Map.of("LOG_LEVEL", value))).isEqualTo(Map.of("logging.level.root", level));
    }

    @Test
    void anUnknownLogLevelIsToldBoundedAndWithoutControlCharacters() {
        assertThat(properties(Map.of("LOG_LEVEL", "LOUD\r\nFAKE" + "x".repeat(100))))
                .isEmpty();
        assertThat(problems.drain()).singleElement().satisfies(problem -> {
            assertThat(problem.description())
                    .contains("LOG_LEVEL", "LOUD??FAKE", "INFO is used")
                    .doesNotContain("\n")
                    .hasSizeLessThan(120);
            assertThat(problem.action()).startsWith("Set LOG_LEVEL to");
        });
    }

    /** An earlier application in the same JVM leaves it there. */
    @Test
    void theSystemPropertyLogFileOfBootIsNotTakenForTheVariable() {
        StandardEnvironment environment = environment(Map.of());
        environment
                .getPropertySources()
                .replace("systemProperties", new MapPropertySource("systemProperties", Map.of("LOG_FILE", "old.log")));
        assertThat(new FamiliarVariables(environment, problems).asProperties()).isEmpty();
    }

    @Test
    void checkIntervalIsSeconds() {
        assertThat(properties(Map.of("CHECK_INTERVAL", "90"))).isEqualTo(Map.of("vigie.alert.interval", "90s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "0", "-5", "1.5", "60s", "99999999999999999999"})
    void aCheckIntervalThatIsNoNumberOfSecondsIsTold(String value) {
        assertThat(properties(Map.of("CHECK_INTERVAL", value))).isEmpty();
        assertThat(problems.drain())
                .extracting(Problem::description)
                .containsExactly("The variable CHECK_INTERVAL is '%s', which is no number of seconds. 60 is used."
                        .formatted(value));
    }

    @Test
    void blankOnesAreTakenOutOfTheSystemEnvironmentAndTheOthersStay() {
        StandardEnvironment environment =
                environment(Map.of("SENTRY_DSN", "", "SENTRY_RELEASE", "2.1.0", "SOMETHING_ELSE", ""));
        new FamiliarVariables(environment, problems).hideUnusable();
        assertThat(environment.containsProperty("sentry.dsn")).isFalse();
        assertThat(environment.getProperty("sentry.release")).isEqualTo("2.1.0");
        assertThat(environment.containsProperty("SOMETHING_ELSE")).isTrue();
    }

    @Test
    void theSystemEnvironmentIsLeftAloneWhenNoneIsBlank() {
        StandardEnvironment environment = environment(Map.of("SENTRY_DSN", "https://key@localhost/1"));
        Object before = environment.getPropertySources().get("systemEnvironment");
        new FamiliarVariables(environment, problems).hideUnusable();
        assertThat(environment.getPropertySources().get("systemEnvironment")).isSameAs(before);
    }

    private Map<String, Object> properties(Map<String, Object> variables) {
        return new FamiliarVariables(environment(variables), problems).asProperties();
    }

    private static StandardEnvironment environment(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        "systemEnvironment",
                        new SystemEnvironmentPropertySource("systemEnvironment", new HashMap<>(variables)));
        return environment;
    }
}
