package dev.vigie.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigie.OpenSecurity;
import dev.vigie.errors.ErrorLevel;
import dev.vigie.errors.ErrorTracker;
import dev.vigie.errors.ErrorUser;
import io.sentry.SentryLevel;
import io.sentry.SentryOptions.BeforeSendCallback;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What an application's test sees; and that the assertions fail when they should, in words that help. */
@RecordSentry
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"vigie.environment=first", "sentry.traces-sample-rate=1.0"})
class RecordSentryTests {

    @Autowired
    private ErrorTracker tracker;

    @Autowired
    private RecordedSentry injected;

    @Autowired
    private org.springframework.core.env.Environment environment;

    @Test
    void seesAnErrorOfARequestAsItWouldLeave(RecordedSentry sentry) throws Exception {
        HttpResponse<String> answer = get("/a/7?token=t0psecret");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(sentry)
                .capturedExactlyOne(RuntimeException.class)
                .withTransaction("GET /a/{id}")
                .withLevel(SentryLevel.ERROR)
                .withMessage("no 7")
                .withTag(
                        "request_id",
                        answer.headers().firstValue("X-Request-ID").orElseThrow())
                .withTag("before_send", "was here")
                .withExtra("method", "GET")
                .withRequest("GET", "/a/7")
                .withBreadcrumbs("http", 1)
                .withoutUser()
                .withoutText("t0psecret")
                .unhandled();
        assertThat(sentry)
                .within(Duration.ofSeconds(30))
                .hasTransactions(1)
                .hasTransaction("GET /a/{id}")
                .hasEvents(1);
    }

    @Test
    void isTheSameAsAParameterAndAsABean(RecordedSentry sentry) {
        assertThat(sentry).isSameAs(injected).capturedNothing();
    }

    @Test
    void seesWhatTheTestItselfCaptures(RecordedSentry sentry) {
        tracker.setUser(ErrorUser.ofId("42"));
        tracker.addBreadcrumb("row 7 rejected", "import", Map.of());
        tracker.captureMessage("import completed", ErrorLevel.INFO);
        tracker.captureException(new IllegalArgumentException("broken"), Map.of("file", 7));

        assertThat(sentry)
                .capturedMessage("import completed")
                .withLevel(SentryLevel.INFO)
                .withUserId("42")
                .withBreadcrumb("row 7 rejected");
        assertThat(sentry)
                .captured(IllegalArgumentException.class)
                .withExtra("file", 7)
                .handled();
    }

    /** Whichever of the two comes first. */
    @Test
    void startsEachTestWithNothing(RecordedSentry sentry) {
        assertThat(sentry).capturedNothing().hasTransactions(0);
        tracker.captureMessage("hello", ErrorLevel.INFO);

        assertThat(sentry).capturedMessage("hello").withoutUser().satisfies(event -> assertThat(event.getBreadcrumbs())
                .isNullOrEmpty());
    }

    @Test
    void waitsForOtherThreads(RecordedSentry sentry) {
        Thread other = new Thread(() -> tracker.captureException(new IllegalStateException("later")));
        other.start();

        assertThat(sentry).within(Duration.ofSeconds(30)).capturedExactlyOne(IllegalStateException.class);
        assertThat(sentry.await(Duration.ofMillis(10), all -> all.events().size() == 2))
                .isFalse();
    }

    @Test
    void saysInShortLinesWhatWasCapturedInstead(RecordedSentry sentry) {
        tracker.captureException(new IllegalArgumentException("broken\nin two"));
        tracker.captureMessage("import completed", ErrorLevel.WARNING);

        assertThatThrownBy(() -> assertThat(sentry).capturedExactlyOne(IllegalArgumentException.class))
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        Expected exactly one event, java.lang.IllegalArgumentException, but there are 2:
                          error  IllegalArgumentException "broken in two"  transaction -  user -
                          warning  message "import completed"  transaction -  user -
                        Transactions: []""");
        assertThatThrownBy(() -> assertThat(sentry).capturedNothing()).hasMessageContaining("there are 2:");
        assertThatThrownBy(() -> assertThat(sentry).captured(IllegalStateException.class))
                .hasMessageContaining("one event of java.lang.IllegalStateException, but there are 2:");
        assertThatThrownBy(() -> assertThat(sentry).capturedMessage("other"))
                .hasMessageContaining("one message \"other\", but there are 2:");
        assertThatThrownBy(() -> assertThat(sentry).hasTransactions(1)).hasMessageContaining("1 transaction(s)");
        assertThatThrownBy(() -> assertThat(sentry).hasTransaction("GET /a")).hasMessageContaining("GET /a");
        assertThatThrownBy(() -> assertThat(sentry).hasEvents(1)).hasMessageContaining("1 event(s)");
    }

    @Test
    void saysWhatIsDifferentAboutAnEvent(RecordedSentry sentry) {
        tracker.captureException(new IllegalArgumentException("broken"), Map.of("file", 7));
        RecordedEventAssert event = assertThat(sentry).capturedExactlyOne(IllegalArgumentException.class);

        assertThatThrownBy(() -> event.withTransaction("GET /a"))
                .hasMessage(
                        """
                        Expected transaction GET /a, but it is null
                        The event: error  IllegalArgumentException "broken"  transaction -  user -""");
        assertThatThrownBy(() -> event.withTag("a", "b")).hasMessageContaining("tag a b");
        assertThatThrownBy(() -> event.withExtra("file", 8)).hasMessageContaining("extra file 8, but it is 7");
        assertThatThrownBy(() -> event.withUserId("1")).hasMessageContaining("user id 1");
        assertThatThrownBy(() -> event.withBreadcrumb("step")).hasMessageContaining("breadcrumb \"step\"");
        assertThatThrownBy(() -> event.withBreadcrumbs("http", 1)).hasMessageContaining("category http 1");
        assertThatThrownBy(() -> event.withRequest("GET", "/a")).hasMessageContaining("request GET /a");
        assertThatThrownBy(event::unhandled).hasMessageContaining("handled false, but it is true");
        assertThatThrownBy(() -> event.withMessage("whole")).hasMessageContaining("message whole");
        assertThatThrownBy(() -> event.withLevel(SentryLevel.FATAL)).hasMessageContaining("level FATAL");
        assertThatThrownBy(() -> event.withoutText("broken")).hasMessageContaining("but it is sent");
    }

    @Test
    void saysSoWhenNobodyUsesIt() {
        assertThatThrownBy(() -> assertThat(new RecordedSentry()).hasEvents(1))
                .hasMessageContaining("the SDK was never started with this recorder");
    }

    /** A second context in the same JVM; around it and in it, each test sees its own. */
    @Nested
    @TestPropertySource(properties = "vigie.environment=second")
    class InAnotherContext {

        @Test
        void seesEventsOfItsOwnContext(RecordedSentry sentry) {
            tracker.captureMessage("in the second", ErrorLevel.INFO);

            assertThat(sentry).capturedMessage("in the second").satisfies(event -> assertThat(event.getEnvironment())
                    .isEqualTo("second"));
        }
    }

    @Nested
    class InTheFirstContextAgain {

        @Test
        void seesEventsOfItsOwnContext(RecordedSentry sentry) throws Exception {
            get("/a/7");

            assertThat(sentry)
                    .capturedExactlyOne(IllegalStateException.class)
                    .satisfies(event -> assertThat(event.getEnvironment()).isEqualTo("first"));
        }

        @Test
        void surviveThatSomebodyClosedTheSdk(RecordedSentry sentry) {
            io.sentry.Sentry.close();
            sentry.attach();

            tracker.captureMessage("after the close", ErrorLevel.INFO);

            assertThat(sentry).capturedMessage("after the close");
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://localhost:" + environment.getProperty("local.server.port") + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(OpenSecurity.class)
    static class App {

        @Bean
        Handlers handlers() {
            return new Handlers();
        }

        @Bean
        BeforeSendCallback beforeSend() {
            return (event, hint) -> {
                event.setTag("before_send", "was here");
                return event;
            };
        }
    }

    @RestController
    static class Handlers {

        @GetMapping("/a/{id}")
        String fails(@PathVariable String id) {
            throw new IllegalStateException("no " + id);
        }
    }
}
