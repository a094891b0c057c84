package dev.vigie.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.TestLogging;
import dev.vigie.errors.ErrorTrackerAutoConfiguration;
import dev.vigie.errors.ErrorUser;
import dev.vigie.privacy.PrivacyAutoConfiguration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class LoginAutoConfigurationTests {

    @BeforeAll
    static void logOnTheConsole() {
        TestLogging.asBefore();
    }

    private static final AutoConfigurations OURS = AutoConfigurations.of(
            PrivacyAutoConfiguration.class,
            ErrorTrackerAutoConfiguration.class,
            LoginAutoConfiguration.class,
            LoginEventsAutoConfiguration.class,
            LoginWebAutoConfiguration.class,
            LoginMvcAutoConfiguration.class,
            LoginSecurityAutoConfiguration.class,
            LoginMetersAutoConfiguration.class);

    private final WebApplicationContextRunner web = new WebApplicationContextRunner().withConfiguration(OURS);

    @Test
    void hearsSpringSecurity() {
        web.run(context -> assertThat(context)
                .hasSingleBean(SecurityLogins.class)
                .hasSingleBean(LoginEvents.class)
                .hasSingleBean(SignedInHandlers.class));
    }

    @Test
    void survivesWithoutSpringSecurity() {
        web.withClassLoader(new FilteredClassLoader("org.springframework.security"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(LoginEvents.class)
                        .hasSingleBean(FailedLogins.class)
                        .hasBean("vigieSignedInUserFilter")
                        .doesNotHaveBean("vigieSecurityLogins"));
    }

    @Test
    void survivesWithoutAWebServer(CapturedOutput output) {
        new ApplicationContextRunner().withConfiguration(OURS).run(context -> {
            LoginEvents logins = context.getBean(LoginEvents.class);
            logins.succeeded(ErrorUser.ofId("7"));
            logins.failed("ada", LoginFailure.LOCKED);
            assertThat(context.getBean(LoginCounts.class).successes()).isEqualTo(1);
            assertThat(context).doesNotHaveBean(SignedInRequests.class);
        });
        assertThat(output).contains("login_succeeded").contains("Login failed - account locked");
    }

    @Test
    void isOffWhenDisabledAndWhoInjectsItStartsAllTheSame() {
        web.withPropertyValues("vigie.login.enabled=false").run(context -> {
            assertThat(context).doesNotHaveBean(LoginSignals.class).doesNotHaveBean(SecurityLogins.class);
            context.getBean(LoginEvents.class).failed("ada", LoginFailure.LOCKED);
        });
    }

    @Test
    void backsOffWhenTheApplicationHasItsOwn() {
        LoginEvents own = LoginEvents.none();
        web.withBean("own", LoginEvents.class, () -> own)
                .run(context -> assertThat(context.getBean(LoginEvents.class)).isSameAs(own));
    }

    @Test
    void aWindowThatCannotBeUsedIsToldAndNotFatal(CapturedOutput output) {
        web.withPropertyValues("vigie.login.window=1s", "vigie.login.storm-threshold=0")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .getBean(LoginProperties.class)
                        .extracting(properties -> properties.window().toSeconds(), LoginProperties::stormThreshold)
                        .containsExactly(10L, 1));
        assertThat(output).contains("vigie.login.window").contains("vigie.login.storm-threshold");
    }
}
