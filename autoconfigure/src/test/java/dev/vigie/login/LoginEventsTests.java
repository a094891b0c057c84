package dev.vigie.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.OpenSecurity;
import dev.vigie.TestApplication;
import dev.vigie.test.RecordedSentry;
import io.sentry.Breadcrumb;
import io.sentry.SentryEvent;
import io.sentry.protocol.User;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** People of an application that signs them in on its own. */
@ExtendWith(OutputCaptureExtension.class)
class LoginEventsTests {

    private static ConfigurableApplicationContext context;
    private static RecordedSentry sentry;

    @BeforeAll
    static void start() {
        context = TestApplication.web()
                .with(OpenSecurity.class, OwnLogins.class, Recording.class)
                .property("sentry.dsn", RecordedSentry.DSN)
                .property("vigie.logging.console", "json")
                .start();
        sentry = context.getBean(RecordedSentry.class);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @BeforeEach
    void forget() {
        sentry.clear();
    }

    @ParameterizedTest
    @CsvSource({"called,id-ada", "grace,grace"})
    void theUserOfTheApplicationsFilterIsOnEventsAndLines(String header, String id, CapturedOutput output)
            throws Exception {
        assertThat(get("/fail", header)).isEqualTo(500);

        User user = Objects.requireNonNull(onlyEvent().getUser());
        assertThat(user.getId()).isEqualTo(id);
        assertThat(output).containsPattern("about_to_fail.*\"userId\":\"" + id + "\"");
        assertThat(output).containsPattern("unhandled_exception.*\"userId\":\"" + id + "\"");
    }

    @Test
    void aFailedLoginIsAMessageWithItsTrail(CapturedOutput output) throws Exception {
        assertThat(get("/login?password=hunter2", "")).isEqualTo(200);

        SentryEvent event = onlyEvent();
        assertThat(Objects.requireNonNull(event.getMessage()).getFormatted())
                .isEqualTo("Login failed - wrong password");
        assertThat(event.getExtra("username")).isEqualTo("ada");
        List<Breadcrumb> breadcrumbs = Objects.requireNonNull(event.getBreadcrumbs());
        assertThat(breadcrumbs)
                .extracting(breadcrumb -> String.valueOf(breadcrumb.getMessage()))
                .contains("Login attempt", "Login failed");
        assertThat(output.getOut()
                        .lines()
                        .filter(line -> line.contains("\"category\":\"security\",\"event\":\"login_")))
                .hasSize(2)
                .noneMatch(line -> line.contains("127.0.0.1"));
        assertThat(output.getOut()).doesNotContain("hunter2");
    }

    @Test
    void aLoginTellsTheRestOfTheRequestAndALogoutForgets(CapturedOutput output) throws Exception {
        get("/login?password=right", "");
        get("/logout", "called");

        assertThat(output).containsPattern("login_succeeded.*\"department\":\"sales\",\"id\":\"id-ada\"");
        assertThat(output).containsPattern("after_the_login.*\"userId\":\"id-ada\"");
        assertThat(output).containsPattern("\"category\":\"security\",\"event\":\"logout\"");
        assertThat(output.getOut().lines().filter(line -> line.contains("after_the_logout")))
                .singleElement()
                .asString()
                .doesNotContain("userId");
    }

    @Test
    void noCallThrows() throws Exception {
        assertThat(get("/nulls", "")).isEqualTo(200);
        context.getBean(LoginEvents.class).signedIn(dev.vigie.errors.ErrorUser.ofId("outside-a-request"));
        assertThat(org.slf4j.MDC.get("userId")).isNull();
    }

    private static SentryEvent onlyEvent() {
        Awaitility.await().untilAsserted(() -> assertThat(sentry.events()).hasSize(1));
        return sentry.events().get(0);
    }

    private static int get(String path, String principal) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path))
                .header("Accept", "application/json");
        if (!principal.isEmpty()) {
            request.header("X-Principal", principal);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    @Configuration(proxyBeanMethods = false)
    static class Recording {

        @Bean
        RecordedSentry recordedSentry() {
            return new RecordedSentry();
        }
    }
}
