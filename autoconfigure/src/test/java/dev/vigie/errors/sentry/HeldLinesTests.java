package dev.vigie.errors.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.OpenSecurity;
import dev.vigie.TestApplication;
import dev.vigie.test.RecordedSentry;
import io.sentry.Breadcrumb;
import io.sentry.SentryEvent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Error lines that wait for the outcome of their request. */
class HeldLinesTests {

    private static final HeldLine.Listener NOBODY = new HeldLine.Listener() {
        @Override
        public void released() {}

        @Override
        public void dropped() {}
    };

    @Test
    void twentyWaitAndNoneAfterTheEnd() {
        HeldLines lines = new HeldLines();

        for (int i = 0; i < HeldLines.MANY; i++) {
            assertThat(lines.add(line(null))).isEqualTo(HeldLines.Reply.WAITS);
        }
        assertThat(lines.add(line(null))).isEqualTo(HeldLines.Reply.FULL);
        assertThat(lines.close()).hasSize(HeldLines.MANY);
        assertThat(lines.add(line(null))).isEqualTo(HeldLines.Reply.OVER);
        assertThat(lines.close()).isEmpty();
    }

    @Test
    void theFirstWithAnExceptionSaysMost() {
        HeldLines lines = new HeldLines();
        HeldLine second = line(new IllegalStateException());
        HeldLine first = line(null);
        lines.add(first);
        lines.add(second);
        lines.add(line(new IllegalArgumentException()));

        assertThat(lines.takeCause()).isSameAs(second);
        assertThat(lines.close()).hasSize(2).first().isSameAs(first);
        assertThat(lines.takeCause()).isNull();
    }

    @Test
    void aLineOfARequestThatTakesLongIsAnEventBeforeItsEnd() throws Exception {
        try (ConfigurableApplicationContext context = start("100ms")) {
            RecordedSentry sentry = context.getBean(RecordedSentry.class);
            Handlers handlers = context.getBean(Handlers.class);
            CompletableFuture<HttpResponse<String>> answer = begin(context, "/slow/500");

            assertThat(sentry.await(
                            Duration.ofSeconds(10), seen -> seen.events().size() == 1))
                    .isTrue();
            assertThat(answer).isNotDone();
            handlers.goOn.countDown();
            assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(500);
            assertThat(sentry.await(
                            Duration.ofSeconds(10), seen -> !seen.transactions().isEmpty()))
                    .isTrue();
            // The outcome that nobody else has explained is the line's.
            assertThat(sentry.events()).extracting(HeldLinesTests::text).containsExactly("slow trouble");
            assertThat(answer.get().headers().firstValue("X-Sentry-Event-Id"))
                    .hasValue(Objects.toString(sentry.events().get(0).getEventId()));
            assertThat(sentry.events().get(0).getTransaction()).isEqualTo("GET /slow/{status}");
        }
    }

    @Test
    void moreThanTwentyOfARequestThatWentWellAreSteps() throws Exception {
        try (ConfigurableApplicationContext context = start("30s")) {
            RecordedSentry sentry = context.getBean(RecordedSentry.class);

            assertThat(TestApplication.get(context, "/many/200").statusCode()).isEqualTo(200);
            assertThat(sentry.await(
                            Duration.ofSeconds(10), seen -> !seen.transactions().isEmpty()))
                    .isTrue();
            assertThat(sentry.events()).hasSize(HeldLines.MANY);
            List<Breadcrumb> steps =
                    Objects.requireNonNull(sentry.events().get(0).getBreadcrumbs());
            assertThat(steps).extracting(Breadcrumb::getMessage).contains("trouble 24");
        }
    }

    private static ConfigurableApplicationContext start(String timeout) {
        return TestApplication.web()
                .with(OpenSecurity.class, RecordedSentry.class, Handlers.class)
                .property("sentry.dsn", RecordedSentry.DSN)
                .property("sentry.traces-sample-rate", "1.0")
                .property("vigie.errors.quota.enabled", "false")
                .property("vigie.errors.outcome-timeout", timeout)
                .start();
    }

    private static CompletableFuture<HttpResponse<String>> begin(ConfigurableApplicationContext context, String path) {
        URI uri = URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path);
        return HttpClient.newHttpClient()
                .sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String text(SentryEvent event) {
        return event.getMessage() == null
                ? ""
                : String.valueOf(event.getMessage().getFormatted());
    }

    private static HeldLine line(@Nullable Throwable error) {
        return new HeldLine(error, null, NOBODY);
    }

    @RestController
    static class Handlers {

        private static final Logger log = LoggerFactory.getLogger(Handlers.class);

        private final CountDownLatch goOn = new CountDownLatch(1);

        @GetMapping("/slow/{status}")
        ResponseEntity<String> slow(@PathVariable int status) throws InterruptedException {
            log.error("slow trouble");
            if (!goOn.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody said go on");
            }
            return ResponseEntity.status(status).body("at last");
        }

        @GetMapping("/many/{status}")
        ResponseEntity<String> many(@PathVariable int status) {
            for (int i = 0; i < 25; i++) {
                log.error("trouble {}", i);
            }
            return ResponseEntity.status(status).body("done");
        }
    }
}
