package dev.vigie.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.TestApplication;
import dev.vigie.test.RecordedSentry;
import io.micrometer.core.instrument.MeterRegistry;
import io.sentry.SentryEvent;
import io.sentry.protocol.User;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Whose events and lines they are, seen from outside; one thread serves everybody, one after the other. */
@ExtendWith(OutputCaptureExtension.class)
class SignedInUserTests {

    private static ConfigurableApplicationContext context;
    private static RecordedSentry sentry;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        context = TestApplication.web()
                .with(PeopleApplication.class)
                .property("sentry.dsn", RecordedSentry.DSN)
                .property("vigie.logging.console", "json")
                .property("server.tomcat.threads.max", "1")
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
    @CsvSource({"/fail,500", "/filter,500", "/later,500", "/logged,200"})
    void theUserIsOnEveryEventAndTheNextRequestHasNone(String path, int status) throws Exception {
        assertThat(get(path, "ada")).isEqualTo(status);
        User ada = Objects.requireNonNull(onlyEvent().getUser());
        assertThat(ada.getId()).isEqualTo("id-ada");
        assertThat(ada.getData()).containsEntry("department", "sales");

        sentry.clear();
        assertThat(get(path, null)).isEqualTo(status);
        User nobody = onlyEvent().getUser();
        assertThat(nobody == null ? null : nobody.getId()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"/fail,unhandled_exception", "/filter,unhandled_exception", "/later,working_later", "/ok,served"})
    void theUserIsOnEveryLineAndTheNextRequestsHaveNone(String path, String event, CapturedOutput output)
            throws Exception {
        get(path, "grace");
        // The access line comes last, after the answer, and is of this user, too.
        Awaitility.await().untilAsserted(() -> assertThat(output.getOut())
                .contains(event)
                .containsPattern("request_completed.*\"path\":\"" + path + "\""));
        assertThat(lineOf(output.getOut(), event)).contains("\"userId\":\"id-grace\"");

        int before = output.getOut().length();
        get(path, null);
        Awaitility.await().untilAsserted(() -> assertThat(output.getOut().substring(before))
                .contains(event));
        assertThat(output.getOut().substring(before)).doesNotContain("userId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"throwing", "overflowing", "nobody", "blank"})
    void aUserWhoCannotBeReadCostsTheUserOnly(String name) throws Exception {
        assertThat(get("/ok", name)).isEqualTo(200);
        assertThat(get("/fail", name)).isEqualTo(500);

        User user = onlyEvent().getUser();
        assertThat(user == null ? null : user.getId()).isNull();
    }

    @Test
    void aMapperThatFailsIsToldOncePerWindow(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext other = TestApplication.web()
                .with(PeopleApplication.class)
                .property("vigie.logging.console", "json")
                .start()) {
            for (int request = 0; request < 20; request++) {
                assertThat(get(other, "/ok", "throwing")).isEqualTo(200);
            }
        }
        assertThat(output.getOut().split("The signed-in user could not be read", -1))
                .hasSize(2);
    }

    @Test
    void countsActiveUsers() throws Exception {
        get("/ok", "ada");
        get("/ok", "ada");
        get("/ok", "grace");
        get("/ok", null);

        MeterRegistry registry = context.getBean(MeterRegistry.class);
        assertThat(registry.get("vigie.users.active").gauge().value()).isEqualTo(2);
        assertThat(registry.get("vigie.sessions.active").gauge().value()).isZero();
    }

    private static String lineOf(String output, String event) {
        return output.lines()
                .filter(line -> line.contains("\"" + event + "\""))
                .findFirst()
                .orElse("");
    }

    private static SentryEvent onlyEvent() {
        Awaitility.await().untilAsserted(() -> assertThat(sentry.events()).hasSize(1));
        return sentry.events().get(0);
    }

    private int get(String path, @Nullable String user) throws Exception {
        return get(context, path, user);
    }

    private int get(ConfigurableApplicationContext from, String path, @Nullable String user) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + from.getEnvironment().getProperty("local.server.port") + path))
                .header("Accept", "application/json");
        if (user != null) {
            String credentials = user + ":right";
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }
}
