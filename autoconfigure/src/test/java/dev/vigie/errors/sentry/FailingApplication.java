package dev.vigie.errors.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.OpenSecurity;
import dev.vigie.errors.ErrorCounts;
import dev.vigie.errors.ErrorOutcome;
import io.sentry.Sentry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A web application that fails on demand, and a client of it that looks at each answer and counts. */
final class FailingApplication implements AutoCloseable {

    /** A request that takes longer hangs. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The error itself, the application's line of it and ours: so much is counted of each request that fails. */
    static final int COUNTED_OF_A_FAILURE = 3;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final ConfigurableApplicationContext context;
    private final AtomicLong served = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong told = new AtomicLong();
    private final AtomicLong slowest = new AtomicLong();

    private FailingApplication(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static FailingApplication start(String... arguments) {
        SpringApplication application = new SpringApplication(App.class, OpenSecurity.class);
        application.setDefaultProperties(Map.of(
                "server.port", "0",
                // Thousands of stack traces on the console would be what is measured.
                "logging.exception-conversion-word", "%nopex",
                "sentry.traces-sample-rate", "0",
                "sentry.enable-shutdown-hook", "false",
                "sentry.flush-timeout-millis", "300"));
        return new FailingApplication(application.run(arguments));
    }

    /** Asks for something that works. */
    void ask() {
        HttpResponse<String> answer = get("/");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("here");
        served.incrementAndGet();
    }

    /**
     * Asks for something that fails.
     *
     * @return how long the answer took
     */
    Duration askForFailure() {
        // First: also one that is not answered counts as an error there.
        failed.incrementAndGet();
        long begin = System.nanoTime();
        HttpResponse<String> answer = get("/fail");
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"status\":500").doesNotContain(App.SECRET);
        answer.headers()
                .firstValue("X-Sentry-Event-Id")
                .ifPresentOrElse(
                        id -> {
                            assertThat(answer.body()).contains("\"eventId\":\"" + id + "\"");
                            told.incrementAndGet();
                        },
                        () -> assertThat(answer.body()).doesNotContain("eventId"));
        return took;
    }

    private HttpResponse<String> get(String path) {
        String address = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path;
        long begin = System.nanoTime();
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create(address))
                            .timeout(PATIENCE)
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(path, e);
        } finally {
            slowest.accumulateAndGet(System.nanoTime() - begin, Math::max);
        }
    }

    /** How many requests were answered as they should, and did not fail. */
    long served() {
        return served.get();
    }

    /** How many requests were meant to fail. */
    long failed() {
        return failed.get();
    }

    /** How many answers told the id of an event. */
    long told() {
        return told.get();
    }

    long slowestMillis() {
        return TimeUnit.NANOSECONDS.toMillis(slowest.get());
    }

    long of(ErrorOutcome outcome) {
        return counts().of(outcome);
    }

    /** Everything that has ended, in whatever way. */
    long ended() {
        return counts().of(outcome -> true);
    }

    /** Errors that got lost on their way to Sentry. */
    long lost() {
        return counts().of(ErrorOutcome::isLoss);
    }

    long queued() {
        return counts().queued();
    }

    private ErrorCounts counts() {
        return bean(ErrorCounts.class);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
        Sentry.close();
        // Spring Boot hands its logging settings to system properties, where the next application would find them.
        System.clearProperty(LoggingSystemProperty.EXCEPTION_CONVERSION_WORD.getEnvironmentVariableName());
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @RestController
    static class App {

        private static final String SECRET = "did not work";
        private static final Logger log = LoggerFactory.getLogger(App.class);

        @GetMapping("/")
        String get() {
            return "here";
        }

        @GetMapping("/fail")
        String fail() {
            IllegalStateException error = new IllegalStateException(SECRET);
            log.error("This request will fail", error);
            throw error;
        }
    }
}
