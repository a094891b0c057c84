package dev.vigie.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.TestApplication;
import dev.vigie.test.RecordedSentry;
import io.sentry.SentryEvent;
import io.sentry.SentryLevel;
import io.sentry.protocol.Message;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.AuthenticationFailureLockedEvent;
import org.springframework.security.authentication.event.AuthenticationFailureServiceExceptionEvent;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** Events as Spring Security publishes them. */
@ExtendWith(OutputCaptureExtension.class)
class SecurityLoginsTests {

    private ConfigurableApplicationContext context;
    private RecordedSentry sentry;

    @BeforeEach
    void start() {
        PeopleApplication.FACTS.clear();
        context = TestApplication.web()
                .with(PeopleApplication.class)
                .property("sentry.dsn", RecordedSentry.DSN)
                .property("vigie.logging.console", "json")
                .property("vigie.login.mask-username", "true")
                .start();
        sentry = context.getBean(RecordedSentry.class);
    }

    @AfterEach
    void stop() {
        context.close();
    }

    @Test
    void aStormIsOneMessageMoreAndEachFailureIsCountedAndHasItsLine(CapturedOutput output) {
        for (int attempt = 0; attempt < 300; attempt++) {
            context.publishEvent(badCredentials("grace"));
        }
        assertThat(messages()).hasSize(10).containsOnly("Login failed - wrong password");
        LoginCounts counts = context.getBean(LoginCounts.class);
        assertThat(counts.failures(LoginFailure.WRONG_PASSWORD)).isEqualTo(10);
        assertThat(counts.failures(LoginFailure.BAD_CREDENTIALS)).isEqualTo(290);
        assertThat(output.getOut().split("\"login_failed\",\"message\"", -1)).hasSize(301);
        assertThat(PeopleApplication.FACTS).singleElement().satisfies(fact -> assertThat(fact.kind())
                .isEqualTo(FailedLogins.Kind.PRINCIPAL));

        context.close();

        Awaitility.await()
                .untilAsserted(() -> assertThat(messages()).hasSize(11).endsWith("Login failures: 300 in 5 min"));
        SentryEvent storm = sentry.events().get(10);
        assertThat(storm.getLevel()).isEqualTo(SentryLevel.WARNING);
        assertThat(storm.getExtra("principals")).isEqualTo("1");
        assertThat(storm.getExtra("reasons")).isEqualTo("wrong_password 10, bad_credentials 290");
        assertThat(output).contains("login_storm");
    }

    @Test
    void aFailureThatIsPublishedTwiceIsOne() {
        AbstractAuthenticationFailureEvent event = badCredentials("grace");
        context.publishEvent(event);
        context.publishEvent(
                new AuthenticationFailureBadCredentialsEvent(event.getAuthentication(), event.getException()));

        assertThat(messages()).hasSize(1);
    }

    @Test
    void anExceptionKeptInAConstantIsANewFailureEachTime() {
        BadCredentialsException constant = new BadCredentialsException("no");
        for (int attempt = 0; attempt < 3; attempt++) {
            context.publishEvent(new AuthenticationFailureBadCredentialsEvent(token("grace"), constant));
        }
        assertThat(messages()).hasSize(3);
    }

    @Test
    void tellsTheMaskedNameAndTheReason(CapturedOutput output) {
        context.publishEvent(new AuthenticationFailureLockedEvent(token("john"), new LockedException("no")));

        assertThat(messages()).containsExactly("Login failed - account locked");
        SentryEvent event = sentry.events().get(0);
        assertThat(event.getExtra("username")).isEqualTo("j***n");
        assertThat(event.getExtra("reason")).isEqualTo("account_locked");
        assertThat(Objects.requireNonNull(event.getBreadcrumbs()))
                .filteredOn(breadcrumb -> "auth".equals(breadcrumb.getCategory()))
                .extracting(breadcrumb -> String.valueOf(breadcrumb.getMessage()))
                .containsExactly("Login attempt", "Login failed");
        assertThat(output)
                .containsPattern("\"level\":\"info\".*\"category\":\"security\",\"event\":\"login_attempted\"")
                .containsPattern("\"category\":\"security\",\"event\":\"login_failed\"")
                .doesNotContain("john");
    }

    @Test
    void theReasonIsReadFromTheCauseWhereItTells() {
        AuthenticationException hidden =
                new BadCredentialsException("no", new UsernameNotFoundException("there is nobody"));
        context.publishEvent(new AuthenticationFailureBadCredentialsEvent(token("ada"), hidden));
        context.publishEvent(new AuthenticationFailureServiceExceptionEvent(
                token("ada"), new InternalAuthenticationServiceException("down")));

        assertThat(messages()).containsExactly("Login failed - unknown user", "Login failed - service failed");
    }

    @Test
    void aPrincipalThatThrowsWhenAskedForItsNameIsAFailureWithoutAName() {
        Object hostile = new Object() {

            @Override
            public String toString() {
                throw new IllegalStateException("no name");
            }
        };
        UsernamePasswordAuthenticationToken token = new UsernamePasswordAuthenticationToken(hostile, "x");
        context.publishEvent(new AuthenticationFailureBadCredentialsEvent(token, new BadCredentialsException("no")));

        assertThat(messages()).containsExactly("Login failed - bad credentials");
    }

    private List<String> messages() {
        return sentry.events().stream()
                .map(SentryEvent::getMessage)
                .filter(Objects::nonNull)
                .map(Message::getFormatted)
                .filter(Objects::nonNull)
                .toList();
    }

    private static AbstractAuthenticationFailureEvent badCredentials(String name) {
        return new AuthenticationFailureBadCredentialsEvent(token(name), new BadCredentialsException("no"));
    }

    private static UsernamePasswordAuthenticationToken token(String name) {
        return new UsernamePasswordAuthenticationToken(name, "hunter2");
    }
}
