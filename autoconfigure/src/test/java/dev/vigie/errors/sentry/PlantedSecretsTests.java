package dev.vigie.errors.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.errors.ErrorTracker;
import dev.vigie.errors.ErrorUser;
import dev.vigie.test.RecordedSentry;
import io.sentry.Breadcrumb;
import io.sentry.EventProcessor;
import io.sentry.Hint;
import io.sentry.ISpan;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.protocol.User;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Secrets are planted wherever an event can carry something; none may be in the bytes that leave. The planted ones all
 * contain {@code PLANTED}; those known by their looks are listed.
 */
class PlantedSecretsTests {

    private static final String JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";
    private static final String CARD = "4111 1111 1111 1111";
    private static final String IBAN = "DE89370400440532013000";
    private static final String ACCESS_KEY = "AKIAIOSFODNN7EXAMPLE";

    private static final Pattern PLANTED = Pattern.compile(".{0,60}PLANTED\\w*", Pattern.DOTALL);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static ConfigurableApplicationContext context;
    private static RecordedSentry sentry;

    @BeforeAll
    static void start() {
        context = SpringApplication.run(
                App.class,
                "--server.port=0",
                "--sentry.dsn=" + RecordedSentry.DSN,
                "--sentry.traces-sample-rate=1.0",
                "--sentry.logs.enabled=true",
                "--sentry.context-tags=refresh_token,note",
                "--vigie.privacy.request.headers=all",
                "--vigie.privacy.request.body=true",
                "--vigie.privacy.user.id=hashed",
                "--vigie.privacy.secret-keys=health-number",
                "--vigie.privacy.secret-patterns[0]=EMP-\\w+",
                "--vigie.privacy.secret-patterns[1]=(broken");
        sentry = context.getBean(RecordedSentry.class);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @BeforeEach
    void clear() {
        sentry.clear();
    }

    @Test
    void noneLeavesWithARequestOfJson() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri("/orders?access_token=PLANTED01&page=2&next="
                        + "https%3A%2F%2Fu%3APLANTED02%40h%2F&p%61ssword=PLANTED03"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer PLANTED04")
                .header("Cookie", "JSESSIONID=PLANTED05; other=PLANTED06")
                .header("X-Api-Key", "PLANTED07")
                .header("X-Note", "token=PLANTED08")
                .header("Referer", "https://crm.example/?token=PLANTED09")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"article\":\"tea\",\"password\":\"PLANTED10\",\"card\":\"" + CARD
                                + "\",\"credentials\":{\"pin\":\"PLANTED11\",\"list\":[\"PLANTED12\"]},\"cvv\":\"PLANTED13\","
                                + "\"health_number\":\"PLANTED14\",\"note\":\"EMP-PLANTED15\"}")));

        assertThat(answer.statusCode()).isEqualTo(500);
        assertNothingPlantedIn(await(2));
        SentryEvent event = sentry.events().stream()
                .filter(sent -> sent.getExceptions() != null)
                .findFirst()
                .orElseThrow();
        assertThat(Objects.requireNonNull(event.getRequest()).getData())
                .asString()
                .startsWith("{\"article\":\"tea\",\"password\":\"***\",\"card\":\"***\"");
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(Objects.requireNonNull(event.getRequest().getHeaders()));
        assertThat(headers).containsEntry("authorization", "***");
        assertThat(Objects.requireNonNull(event.getRequest().getQueryString())).contains("page=2");
        assertThat(event.getExtra("order")).isEqualTo("7");
        assertThat(Objects.requireNonNull(event.getExceptions()))
                .extracting(exception -> exception.getValue())
                .contains("order 7 failed, password=***");
        assertThat(Objects.requireNonNull(event.getUser()).getId()).isEqualTo("73475cb40a568e8d");
        assertThat(event.getUser().getData()).containsOnlyKeys("department", "api_token");
    }

    @Test
    void noneLeavesWithALogLine() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri("/lines")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertNothingPlantedIn(await(2));
        assertThat(sentry.events())
                .extracting(sent -> sent.getTag("refresh_token"))
                .containsExactly("***");
    }

    @Test
    void noneLeavesWithAForm() throws Exception {
        send(HttpRequest.newBuilder(uri("/form?article=tea"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "article=coffee&new_password=PLANTED20&iban=" + IBAN + "&c=" + CARD.replace(' ', '+'))));

        assertNothingPlantedIn(await(2));
        assertThat(Objects.requireNonNull(sentry.events().get(0).getRequest()).getData())
                .isEqualTo("article=coffee&new_password=***&iban=***&c=***");
    }

    @Test
    void noneLeavesWithWhatTheApplicationCapturesByHand() {
        Sentry.withScope(scope -> {
            scope.setExtra("refreshToken", "PLANTED40");
            scope.setExtra("dump", "{apiKey=PLANTED41, list=[1]}");
            scope.setTag("session_id", "PLANTED42");
            scope.setTag("url", "postgres://crm:PLANTED43@db/crm");
            scope.setContexts("vault", Map.of("secret", "PLANTED44", "deep", Map.of("more", List.of("pwd=PLANTED45"))));
            scope.setContexts("text", "-----BEGIN PRIVATE KEY-----\nPLANTED46\n-----END PRIVATE KEY-----");
            User user = new User();
            user.setId("PLANTED47");
            user.setEmail("PLANTED48@example.org");
            user.setIpAddress("10.0.0.47");
            user.setData(Map.of("otp", "PLANTED49"));
            scope.setUser(user);
            SentryEvent event = new SentryEvent(new IllegalStateException("with access key " + ACCESS_KEY));
            event.setExtra("object", new Holder("password=PLANTED50"));
            event.setExtra("array", new Object[] {"token: PLANTED51", 4111111111111111L});
            Sentry.captureEvent(event);
        });
        context.getBean(ErrorTracker.class)
                .captureException(new IllegalStateException("jdbc:postgresql://db/crm?user=u&password=PLANTED52"));

        assertNothingPlantedIn(await(2));
        assertThat(String.join("", sentry.envelopes()))
                .doesNotContain("10.0.0.47")
                .contains("\"vault\"");
    }

    @Test
    void anEventOfHostileThingsArrivesWithoutThem() {
        SentryEvent event = new SentryEvent(new IllegalStateException("hostile"));
        Map<String, Object> circle = new HashMap<>();
        circle.put("again", circle);
        circle.put("list", List.of(circle, circle, circle));
        event.setExtra("circle", circle);
        event.setExtra("thrower", new Thrower());
        event.setExtra("map", new ThrowingMap());
        event.setExtra("fine", "fine");
        event.getContexts().put("thrower", new Thrower());

        Sentry.captureEvent(event);

        await(1);
        SentryEvent arrived = sentry.events().get(0);
        assertThat(arrived.getExtra("fine")).isEqualTo("fine");
        assertThat(arrived.getExtra("thrower")).isEqualTo("(not shown)");
        assertThat(arrived.getExtra("map")).isEqualTo("(not shown)");
        assertThat(arrived.getExtra("circle")).isInstanceOf(Map.class);
        assertThat(sentry.envelopes().get(0)).contains("...");
    }

    @Test
    void masksAnEventAndLeavesWhatItSharesWithTheScope() {
        Breadcrumb breadcrumb = new Breadcrumb("password=shared");
        Sentry.withScope(scope -> {
            scope.addBreadcrumb(breadcrumb);
            Sentry.captureMessage("shared");
        });

        await(1);
        assertThat(sentry.envelopes().get(0)).contains("password=***").doesNotContain("password=shared");
        assertThat(breadcrumb.getMessage()).isEqualTo("password=shared");
    }

    private static List<String> await(int envelopes) {
        Awaitility.await()
                .until(() -> sentry.events().size() + sentry.transactions().size() >= envelopes);
        Sentry.flush(2_000);
        return sentry.envelopes();
    }

    private static void assertNothingPlantedIn(List<String> sent) {
        Set<String> found = new TreeSet<>();
        for (String envelope : sent) {
            Matcher matcher = PLANTED.matcher(envelope);
            while (matcher.find()) {
                found.add(matcher.group());
            }
            for (String secret : List.of(JWT, CARD, CARD.replace(' ', '+'), IBAN, ACCESS_KEY, "4111111111111111")) {
                int at = envelope.indexOf(secret);
                if (at >= 0) {
                    found.add(envelope.substring(Math.max(0, at - 60), at + secret.length()));
                }
            }
        }
        assertThat(sent).isNotEmpty();
        assertThat(found).as("planted secrets that left").isEmpty();
    }

    private static URI uri(String path) {
        return URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    record Holder(String text) {}

    static final class Thrower {

        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }

    static final class ThrowingMap extends AbstractMap<String, Object> {

        @Override
        public Set<Entry<String, Object>> entrySet() {
            throw new IllegalStateException("no entries");
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {

        @Bean
        RecordedSentry recordedSentry() {
            return new RecordedSentry();
        }

        @Bean
        SecurityFilterChain open(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .csrf(AbstractHttpConfigurer::disable)
                    .build();
        }

        @Bean
        Handlers handlers(ErrorTracker tracker) {
            return new Handlers(tracker);
        }

        /** Runs before the masking: what an application adds is masked, too. */
        @Bean
        @Order(0)
        EventProcessor ownProcessor() {
            return new EventProcessor() {
                @Override
                public SentryEvent process(SentryEvent event, Hint hint) {
                    event.setExtra("added_secret", "PLANTED60");
                    return event;
                }
            };
        }
    }

    @RestController
    static class Handlers {

        private static final Logger log = LoggerFactory.getLogger(Handlers.class);

        private final ErrorTracker tracker;

        Handlers(ErrorTracker tracker) {
            this.tracker = tracker;
        }

        @PostMapping("/orders")
        String order(@RequestBody String body) {
            MDC.put("refresh_token", "PLANTED21");
            MDC.put("note", "sent Bearer PLANTED22x");
            try {
                log.info("signed in with password={} and {}", "PLANTED23", JWT);
                log.warn("calling https://crm:PLANTED24@partner.example/");
                log.error("no exception: secret: PLANTED25");
                tracker.addBreadcrumb("card " + CARD, "pay", Map.of("client_secret", "PLANTED26", "iban", IBAN));
                tracker.setUser(new ErrorUser("42", "ada", Map.of("department", "sales", "api_token", "PLANTED27")));
                Sentry.setExtra("order", "7");
                spans();
                throw new IllegalStateException("order 7 failed, password=PLANTED28", cause());
            } finally {
                MDC.remove("refresh_token");
                MDC.remove("note");
            }
        }

        @GetMapping("/lines")
        String lines() {
            MDC.put("refresh_token", "PLANTED61");
            try {
                log.error("no exception: secret: PLANTED62");
                return "went on";
            } finally {
                MDC.remove("refresh_token");
            }
        }

        private static void spans() {
            ISpan span = Objects.requireNonNull(Sentry.getSpan())
                    .startChild("db.query", "select id from users where name = 'PLANTED29' and n = N'PLANTED30'");
            span.setData("db.statement", "update users set phrase = 'PLANTED31' where id = 7");
            span.setData("api_key", "PLANTED32");
            span.setTag("token", "PLANTED33");
            span.finish();
            ISpan call =
                    Objects.requireNonNull(Sentry.getSpan()).startChild("http.client", "GET https://u:PLANTED34@h/");
            call.setData("http.query", "token=PLANTED35");
            call.finish();
        }

        private static Exception cause() {
            return new RuntimeException(
                    "PreparedStatementCallback; bad SQL grammar [insert into users (name, mail) values ('PLANTED36', 'x')]",
                    new SQLException("ERROR: duplicate key value violates unique constraint \"users_mail\"\n"
                            + "  Detail: Key (mail)=(PLANTED37@example.org) already exists."));
        }

        @PostMapping("/form")
        String form(@RequestParam MultiValueMap<String, String> form) {
            throw new IllegalStateException("form of " + form.size() + " with " + IBAN);
        }

        @GetMapping("/nothing")
        String nothing() {
            return "nothing";
        }
    }
}
