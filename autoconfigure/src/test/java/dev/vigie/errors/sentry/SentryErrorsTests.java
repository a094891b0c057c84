package dev.vigie.errors.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.errors.ErrorLevel;
import dev.vigie.errors.ErrorTracker;
import dev.vigie.errors.ErrorUser;
import dev.vigie.test.RecordedSentry;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.SentryLevel;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** What the tracker sends, and that no setting of Sentry ends the start of an application. */
@ExtendWith(OutputCaptureExtension.class)
class SentryErrorsTests {

    private static final String DSN = "--sentry.dsn=" + RecordedSentry.DSN;

    @AfterEach
    void closeSentry() {
        Sentry.close();
    }

    @Test
    void sendsAnExceptionOnceWithItsExtraAndMasksSecrets() {
        try (ConfigurableApplicationContext context = start(DSN)) {
            ErrorTracker tracker = context.getBean(ErrorTracker.class);
            IllegalStateException error = new IllegalStateException("broken", new RuntimeException("why"));

            String id = tracker.captureException(error, Map.of("org_id", 7, "api_key", "k-123"));
            String again = tracker.captureException(error);
            LoggerFactory.getLogger("app").error("and logged", new RuntimeException("wrapped", error));
            LoggerFactory.getLogger("app").error("its cause alone", error.getCause());

            SentryEvent event = onlyEvent(context);
            assertThat(id).isEqualTo(Objects.toString(event.getEventId())).isEqualTo(again);
            assertThat(event.getExtra("org_id")).isEqualTo("7");
            assertThat(event.getExtra("api_key")).isEqualTo("***");
        }
    }

    @Test
    @Timeout(20)
    void comesToAnEndWithACircleOfCauses() {
        try (ConfigurableApplicationContext context = start(DSN)) {
            RuntimeException one = new IllegalStateException("one");
            one.initCause(new IllegalStateException("two", one));

            assertThat(context.getBean(ErrorTracker.class).captureException(one))
                    .isNotNull();

            assertThat(onlyEvent(context).getExceptions())
                    .extracting(exception -> exception.getType() + ": " + exception.getValue())
                    .containsExactly("IllegalStateException: two", "IllegalStateException: one");
            assertThat(onlyEvent(context).getExceptions()).allSatisfy(exception -> assertThat(exception.getStacktrace())
                    .isNotNull());
        }
    }

    @Test
    void sendsAMessageWithItsLevelUserAndBreadcrumbs() {
        try (ConfigurableApplicationContext context = start(DSN)) {
            ErrorTracker tracker = context.getBean(ErrorTracker.class);
            tracker.addBreadcrumb("row 7 rejected", "import", Map.of("row", 7, "password", "x"));
            tracker.setUser(new ErrorUser("42", "ada", Map.of("department", "sales")));

            String id = tracker.captureMessage("Import completed", ErrorLevel.WARNING);

            SentryEvent event = onlyEvent(context);
            assertThat(Objects.toString(event.getEventId())).isEqualTo(id);
            assertThat(event.getLevel()).isEqualTo(SentryLevel.WARNING);
            assertThat(Objects.requireNonNull(event.getMessage()).getFormatted())
                    .isEqualTo("Import completed");
            assertThat(Objects.requireNonNull(event.getUser()).getId()).isEqualTo("42");
            assertThat(Objects.requireNonNull(event.getBreadcrumbs()))
                    .filteredOn(breadcrumb -> "import".equals(breadcrumb.getCategory()))
                    .singleElement()
                    .satisfies(breadcrumb -> assertThat(breadcrumb.getData())
                            .containsEntry("row", "7")
                            .containsEntry("password", "***"));
            tracker.clearUser();
        }
    }

    @Test
    void setsEnvironmentAndRatesByTheNameOfTheEnvironment() {
        assertThat(effective("--vigie.environment=production", "sentry.traces-sample-rate"))
                .isEqualTo("0.1");
        assertThat(effective("--vigie.environment=staging", "sentry.traces-sample-rate"))
                .isEqualTo("0.5");
        assertThat(effective("--vigie.environment=development", "sentry.traces-sample-rate"))
                .isEqualTo("1.0");
        assertThat(effective("--vigie.environment=production", "sentry.environment"))
                .isEqualTo("production");
        assertThat(effective("--sentry.traces-sample-rate=0.7", "sentry.traces-sample-rate"))
                .isEqualTo("0.7");
    }

    @Test
    void startsWithADsnThatIsNoneAndSaysHowToMendIt(CapturedOutput output) {
        try (ConfigurableApplicationContext context = start("--sentry.dsn=not-a-url")) {
            assertThat(Sentry.isEnabled()).isFalse();
            assertThat(context.getBean(ErrorTracker.class).captureException(new RuntimeException("only logged")))
                    .isNull();
            assertThat(output)
                    .contains("The Sentry DSN cannot be used: it does not begin with https:// or http://")
                    .contains("Set SENTRY_DSN (or sentry.dsn)")
                    .contains("Sentry not configured (SENTRY_DSN not usable")
                    .contains("captured_exception")
                    .doesNotContain("not-a-url");
        }
    }

    @Test
    void startsWithoutADsnAndLogs(CapturedOutput output) {
        try (ConfigurableApplicationContext context = start("--server.port=0")) {
            ErrorTracker tracker = context.getBean(ErrorTracker.class);

            assertThat(tracker.captureMessage("hello", ErrorLevel.WARNING)).isNull();

            assertThat(output)
                    .contains("Sentry not configured (SENTRY_DSN missing)")
                    .contains("errors(log only)")
                    .containsPattern("WARN .*hello");
        }
    }

    @Test
    void startsWithTheDsnOfADeadPort() {
        try (ConfigurableApplicationContext context = start("--sentry.dsn=http://key@127.0.0.1:1/1")) {
            assertThat(context.getBean(ErrorTracker.class).captureException(new RuntimeException("to nobody")))
                    .isNotNull();
        }
    }

    @Test
    void keepsATrackerForTheApplicationWhenSwitchedOff() {
        for (String off : List.of("--vigie.enabled=false", "--vigie.errors.enabled=false")) {
            try (ConfigurableApplicationContext context = start(off)) {
                assertThat(context.getBean(ErrorTracker.class)).isNotInstanceOf(SentryErrorTracker.class);
            }
        }
    }

    @Test
    void theTrackerOfTheApplicationWins() {
        try (ConfigurableApplicationContext context = new SpringApplicationWith(App.class, OwnTracker.class).run(DSN)) {
            assertThat(context.getBeansOfType(ErrorTracker.class)).containsOnlyKeys("myTracker");
        }
    }

    @Test
    void leavesFiltersToSentrysStarterOnlyWithoutOurs() {
        try (ConfigurableApplicationContext ours =
                        new SpringApplicationWith(App.class).web().run(DSN);
                ConfigurableApplicationContext theirs =
                        new SpringApplicationWith(App.class).web().run(DSN, "--vigie.web.enabled=false")) {
            assertThat(ours.containsBean("sentrySpringFilter")).isFalse();
            assertThat(ours.containsBean("sentryExceptionResolver")).isFalse();
            assertThat(theirs.containsBean("sentrySpringFilter")).isTrue();
            assertThat(theirs.containsBean("sentryExceptionResolver")).isTrue();
        }
    }

    private static Object effective(String argument, String property) {
        try (ConfigurableApplicationContext context = start(argument)) {
            return Objects.requireNonNull(context.getEnvironment().getProperty(property));
        }
    }

    private static SentryEvent onlyEvent(ConfigurableApplicationContext context) {
        List<SentryEvent> events = context.getBean(RecordedSentry.class).events();
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        return new SpringApplicationWith(App.class).run(arguments);
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {

        @Bean
        RecordedSentry recordedSentry() {
            return new RecordedSentry();
        }
    }

    static class OwnTracker {

        @Bean
        ErrorTracker myTracker() {
            return ErrorTracker.logging();
        }
    }

    private static final class SpringApplicationWith extends SpringApplication {

        SpringApplicationWith(Class<?>... sources) {
            super(sources);
            setWebApplicationType(WebApplicationType.NONE);
        }

        SpringApplicationWith web() {
            setWebApplicationType(WebApplicationType.SERVLET);
            setDefaultProperties(Map.of("server.port", "0"));
            return this;
        }
    }
}
