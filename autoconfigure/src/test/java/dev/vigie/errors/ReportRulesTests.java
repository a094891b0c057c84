package dev.vigie.errors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.OpenSecurity;
import dev.vigie.TestApplication;
import dev.vigie.test.RecordedSentry;
import io.sentry.SentryEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The properties that say which outcome is an event, seen at Sentry. */
@ExtendWith(OutputCaptureExtension.class)
class ReportRulesTests {

    @ParameterizedTest
    @CsvSource({
        // report-statuses, path, events
        "500-599, /answers/429, 0",
        "'500-599,429', /answers/429, 1",
        "'500-502, 504-599', /answers/503, 0",
        "'500-502, 504-599', /answers/504, 1",
        "'', /answers/500, 0"
    })
    void theStatusesOfTheProperty(String statuses, String path, int events) throws Exception {
        assertThat(eventsOf(path, "vigie.errors.report-statuses", statuses)).hasSize(events);
    }

    @ParameterizedTest
    @CsvSource({
        "java.util.NoSuchElementException, /throws/404, 0",
        "java.io.UncheckedIOException, /throws/404, 1",
        "java.lang.RuntimeException, /throws/404, 1",
        "java.io.UncheckedIOException, /throws/500, 1"
    })
    void anIncludedExceptionIsAnEventWhateverTheStatus(String type, String path, int events) throws Exception {
        assertThat(eventsOf(path, "vigie.errors.include", type)).hasSize(events);
    }

    @ParameterizedTest
    @CsvSource({
        "java.util.NoSuchElementException, /throws/500, 1",
        "java.io.UncheckedIOException, /throws/500, 0",
        // What it was caused by, and an interface.
        "java.io.IOException, /throws/500, 0",
        "java.io.Serializable, /throws/500, 0",
        // A line that was logged with it, in a request that went well.
        "java.io.IOException, /logs/200, 0",
        "java.lang.IllegalStateException, /logs/200, 1"
    })
    void anExcludedExceptionIsNone(String type, String path, int events) throws Exception {
        assertThat(eventsOf(path, "vigie.errors.exclude", type)).hasSize(events);
    }

    @Test
    void anExcludedLineLeavesTheStatusToBeReported() throws Exception {
        List<SentryEvent> events = eventsOf("/logs/503", "vigie.errors.exclude", "java.io.IOException");

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getExceptions()).isNull();
            assertThat(Objects.requireNonNull(event.getMessage()).getFormatted())
                    .isEqualTo("GET /logs/{status} answered 503");
        });
    }

    @ParameterizedTest
    @CsvSource({"5xx", "600-500", "99", "500;501"})
    void aRangeThatIsNoneIsToldAndTheOthersCount(String wrong, CapturedOutput output) throws Exception {
        assertThat(eventsOf("/answers/503", "vigie.errors.report-statuses", wrong + ",503"))
                .hasSize(1);
        assertThat(output).contains("vigie.errors.report-statuses: \"" + wrong + "\" is no HTTP status");
    }

    private static List<SentryEvent> eventsOf(String path, String key, String value) throws Exception {
        try (ConfigurableApplicationContext context = TestApplication.web()
                .with(OpenSecurity.class, RecordedSentry.class, Handlers.class)
                .property("sentry.dsn", RecordedSentry.DSN)
                .property("sentry.traces-sample-rate", "1.0")
                .property(key, value)
                .start()) {
            RecordedSentry sentry = context.getBean(RecordedSentry.class);
            assertThat(TestApplication.get(context, path).statusCode())
                    .isEqualTo(Integer.parseInt(path.substring(path.length() - 3)));
            // The transaction ends with the request.
            assertThat(sentry.await(
                            Duration.ofSeconds(10), seen -> !seen.transactions().isEmpty()))
                    .isTrue();
            return sentry.events();
        }
    }

    @RestController
    static class Handlers {

        @GetMapping("/answers/{status}")
        ResponseEntity<String> answers(@PathVariable int status) {
            return ResponseEntity.status(status).body("as asked");
        }

        @GetMapping("/throws/{status}")
        String fails(@PathVariable int status) {
            throw new UncheckedIOException(Integer.toString(status), new IOException("why"));
        }

        @ExceptionHandler
        ResponseEntity<String> failed(UncheckedIOException exception) {
            return ResponseEntity.status(Integer.parseInt(exception.getMessage()))
                    .body("as asked");
        }

        @GetMapping("/logs/{status}")
        ResponseEntity<String> logs(@PathVariable int status) {
            LoggerFactory.getLogger("app").error("no file", new UncheckedIOException(new IOException("why")));
            return ResponseEntity.status(status).body("as asked");
        }
    }
}
