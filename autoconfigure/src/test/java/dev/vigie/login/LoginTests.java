package dev.vigie.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.errors.ErrorUser;
import dev.vigie.test.RecordedSentry;
import io.micrometer.core.instrument.MeterRegistry;
import io.sentry.SentryEvent;
import io.sentry.SentryLevel;
import io.sentry.protocol.Message;
import io.sentry.protocol.User;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.userdetails.User.UserBuilder;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** People, seen from outside: real logins over HTTP. */
@ExtendWith(OutputCaptureExtension.class)
class LoginTests {

    private static ConfigurableApplicationContext context;
    private static RecordedSentry sentry;

    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @BeforeAll
    static void start() {
        context = SpringApplication.run(
                App.class, "--server.port=0", "--sentry.dsn=" + RecordedSentry.DSN, "--vigie.logging.console=json");
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

    @Test
    void tellsALoginAndPutsTheUserOnEventsAndLinesUntilTheLogout(CapturedOutput output) throws Exception {
        post("/login", "username=ada&password=right");
        get("/fail");
        post("/logout", "");
        get("/fail");

        Awaitility.await().untilAsserted(() -> assertThat(sentry.events()).hasSize(2));
        User signedIn = Objects.requireNonNull(sentry.events().get(0).getUser());
        assertThat(signedIn.getId()).isEqualTo("user-ada");
        assertThat(signedIn.getData()).containsEntry("department", "sales");
        User afterwards = sentry.events().get(1).getUser();
        assertThat(afterwards == null ? null : afterwards.getId()).isNull();
        assertThat(output).containsPattern("\"category\":\"security\",\"event\":\"login_succeeded\"");
        assertThat(output).containsPattern("\"category\":\"security\",\"event\":\"logout\"");
        assertThat(output).containsPattern("unhandled_exception.*\"userId\":\"user-ada\"");
    }

    @Test
    void tellsAWrongPassword(CapturedOutput output) throws Exception {
        double before = failures("wrong_password");

        post("/login", "username=ada&password=hunter2");

        assertThat(onlyMessage()).isEqualTo("Login failed - wrong password");
        assertThat(failures("wrong_password")).isEqualTo(before + 1);
        assertThat(output)
                .containsPattern("\"level\":\"warn\".*\"category\":\"security\",\"event\":\"login_failed\".*"
                        + "\"username\":\"ada\",\"reason\":\"wrong_password\"")
                .doesNotContain("hunter2");
    }

    @Test
    void tellsAnUnknownUser() throws Exception {
        double before = failures("unknown_user");

        post("/login", "username=nobody&password=x");

        assertThat(onlyMessage()).isEqualTo("Login failed - unknown user");
        assertThat(failures("unknown_user")).isEqualTo(before + 1);
    }

    @Test
    void tellsALockedAccount() throws Exception {
        post("/login", "username=locked&password=right");

        assertThat(onlyMessage()).isEqualTo("Login failed - account locked");
    }

    @Test
    void countsFromZero() {
        MeterRegistry registry = context.getBean(MeterRegistry.class);

        assertThat(registry.get("vigie.logins")
                        .tags("outcome", "success", "reason", "none")
                        .functionCounter())
                .isNotNull();
        assertThat(registry.get("vigie.logins").functionCounters()).hasSize(1 + LoginFailure.values().length);
    }

    private static String onlyMessage() {
        Awaitility.await().untilAsserted(() -> assertThat(sentry.events()).hasSize(1));
        SentryEvent event = sentry.events().get(0);
        assertThat(event.getLevel()).isEqualTo(SentryLevel.WARNING);
        Message message = Objects.requireNonNull(event.getMessage());
        return Objects.requireNonNull(message.getFormatted());
    }

    private static double failures(String reason) {
        return context.getBean(MeterRegistry.class)
                .get("vigie.logins")
                .tags("outcome", "failure", "reason", reason)
                .functionCounter()
                .count();
    }

    private void get(String path) throws Exception {
        client.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Accept", "application/json")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void post(String path, String form) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {

        @Bean
        RecordedSentry recordedSentry() {
            return new RecordedSentry();
        }

        @Bean
        SecurityFilterChain chain(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .formLogin(Customizer.withDefaults())
                    .csrf(AbstractHttpConfigurer::disable)
                    .build();
        }

        @Bean
        UserDetailsService users() {
            UserBuilder ada = org.springframework.security.core.userdetails.User.withUsername("ada")
                    .password("{noop}right");
            UserBuilder locked = org.springframework.security.core.userdetails.User.withUsername("locked")
                    .password("{noop}right")
                    .accountLocked(true);
            return new InMemoryUserDetailsManager(ada.build(), locked.build());
        }

        @Bean
        UserDetailsMapper mapper() {
            return principal ->
                    new ErrorUser("user-" + principal.getName(), principal.getName(), Map.of("department", "sales"));
        }

        @Bean
        Failing failing() {
            return new Failing();
        }
    }

    @RestController
    static class Failing {

        @GetMapping("/fail")
        String fail() {
            LoggerFactory.getLogger(Failing.class).info("about to fail");
            throw new IllegalStateException("failed");
        }
    }
}
