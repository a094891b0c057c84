package dev.vigie.errors.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.TestApplication;
import dev.vigie.errors.ErrorTracker;
import dev.vigie.errors.ErrorUser;
import dev.vigie.test.RecordedSentry;
import io.sentry.Breadcrumb;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.protocol.Request;
import io.sentry.protocol.User;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Each setting of {@code vigie.privacy}, as it is seen in an event. */
class PrivacySettingsTests {

    private static final String BODY = "{\"page\":2,\"tokens_used\":41,\"password\":\"hunter2\"}";

    @AfterEach
    void closeSentry() {
        Sentry.close();
    }

    @Test
    void byDefault() throws Exception {
        SentryEvent event = eventOf("/reader", Map.of());

        Request request = Objects.requireNonNull(event.getRequest());
        assertThat(lower(request)).containsKeys("accept", "content-type").doesNotContainKey("x-own");
        assertThat(request.getQueryString()).isEqualTo("page=2&q=x&token=***");
        assertThat(request.getData()).isNull();
        User user = Objects.requireNonNull(event.getUser());
        assertThat(user.getId()).isEqualTo("7");
        assertThat(user.getUsername()).isEqualTo("ada");
        assertThat(user.getEmail()).isNull();
        assertThat(user.getIpAddress()).isNull();
        assertThat(event.getExtra("tokens_used")).isEqualTo("***");
        assertThat(addresses(event)).contains("127.0.0.1");
    }

    @Test
    void withAllSwitchedTheOtherWay() throws Exception {
        SentryEvent event = eventOf(
                "/reader",
                Map.of(
                        "request.headers", "none",
                        "request.query", "false",
                        "request.client-ip", "false",
                        "request.body", "true",
                        "user.id", "none",
                        "user.name", "false",
                        "user.email", "true",
                        "allowed-keys", "tokens_used"));

        Request request = Objects.requireNonNull(event.getRequest());
        assertThat(lower(request)).isEmpty();
        assertThat(request.getQueryString()).isNull();
        assertThat(request.getUrl()).doesNotContain("page");
        User user = Objects.requireNonNull(event.getUser());
        assertThat(user.getId()).isNull();
        assertThat(user.getUsername()).isNull();
        assertThat(user.getEmail()).isEqualTo("ada@example.org");
        assertThat(event.getExtra("tokens_used")).isEqualTo("41");
        assertThat(String.valueOf(request.getData())).contains("\"tokens_used\":41");
        assertThat(addresses(event)).doesNotContain("127.0.0.1");
    }

    @Test
    void withSomeParametersAllHeadersAndThePersonBehindAHash() throws Exception {
        SentryEvent event = eventOf(
                "/reader",
                Map.of(
                        "request.headers", "all",
                        "request.query-names", "page",
                        "user.id", "hashed",
                        "user.ip", "true"));

        Request request = Objects.requireNonNull(event.getRequest());
        assertThat(lower(request)).containsEntry("x-own", "told").containsEntry("x-api-key", "***");
        assertThat(request.getQueryString()).isEqualTo("page=2&q=***&token=***");
        User user = Objects.requireNonNull(event.getUser());
        assertThat(user.getId()).matches("[0-9a-f]{16}");
        assertThat(user.getIpAddress()).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({"/reader", "/stream"})
    void theBodyIsToldHoweverItWasRead(String path) throws Exception {
        SentryEvent event = eventOf(path, Map.of("request.body", "true"));

        assertThat(Objects.requireNonNull(event.getRequest()).getData())
                .isEqualTo("{\"page\":2,\"tokens_used\":\"***\",\"password\":\"***\"}");
    }

    private static SentryEvent eventOf(String path, Map<String, String> settings) throws Exception {
        TestApplication application =
                TestApplication.web().with(App.class, Parts.class).property("sentry.dsn", RecordedSentry.DSN);
        settings.forEach((key, value) -> application.property("vigie.privacy." + key, value));
        try (ConfigurableApplicationContext context = application.start()) {
            String port = Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"));
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create("http://localhost:" + port + path + "?page=2&q=x&token=hunter2"))
                                    .header("Content-Type", "application/json")
                                    .header("Accept", "application/json")
                                    .header("X-Own", "told")
                                    .header("X-Api-Key", "hunter2")
                                    .POST(HttpRequest.BodyPublishers.ofString(BODY))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(500);
            RecordedSentry sentry = context.getBean(RecordedSentry.class);
            assertThat(sentry.events()).hasSize(1);
            return sentry.events().get(0);
        }
    }

    private static Map<String, String> lower(Request request) {
        Map<String, String> headers = request.getHeaders();
        return headers == null
                ? Map.of()
                : headers.entrySet().stream()
                        .collect(Collectors.toMap(
                                header -> header.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
    }

    /** Wherever the client's address may be told. */
    private static String addresses(SentryEvent event) {
        Request request = Objects.requireNonNull(event.getRequest());
        return request.getEnvs()
                + Objects.requireNonNull(event.getBreadcrumbs()).stream()
                        .map(Breadcrumb::getData)
                        .toList()
                        .toString();
    }

    static class Parts {

        @Bean
        RecordedSentry recordedSentry() {
            return new RecordedSentry();
        }

        @Bean
        SecurityFilterChain open(HttpSecurity http) throws Exception {
            return http.csrf(AbstractHttpConfigurer::disable)
                    .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .build();
        }
    }

    @RestController
    static class App {

        private final ErrorTracker tracker;

        App(ErrorTracker tracker) {
            this.tracker = tracker;
        }

        @PostMapping("/reader")
        void reader(HttpServletRequest request) throws IOException {
            fail(request.getReader().lines().collect(Collectors.joining("\n")));
        }

        @PostMapping("/stream")
        void stream(HttpServletRequest request) throws IOException {
            fail(new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }

        private void fail(String body) {
            assertThat(body).isEqualTo(BODY);
            tracker.setUser(new ErrorUser("7", "ada", "ada@example.org", Map.of()));
            Sentry.setExtra("tokens_used", "41");
            throw new IllegalStateException("broken");
        }
    }
}
