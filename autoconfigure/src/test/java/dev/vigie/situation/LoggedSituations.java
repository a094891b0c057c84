package dev.vigie.situation;

import dev.vigie.errors.ErrorTracker;
import io.sentry.Sentry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The application tells of the error itself, by a logger or by hand, and perhaps fails as well. */
final class LoggedSituations {

    private static final String FAMILY = "Logged or captured by the application";

    private LoggedSituations() {}

    static List<Situation> all() {
        return List.of(
                failing("logged, then thrown", "before"),
                failing("logged in a wrapper, then thrown", "wrapped"),
                failing("its cause logged alone, then thrown", "cause"),
                failing("logged without the exception, then thrown", "message"),
                failing("logged twice, then thrown", "twice"),
                Situation.of(FAMILY, "logged by the exception handler that answers 500")
                        .get("/logged/{id}/after/500")
                        .answers(500)
                        .sendsOne(Told.class)
                        .handled(),
                Situation.of(FAMILY, "logged by the exception handler that answers 404")
                        .get("/logged/{id}/after/404")
                        .answers(404)
                        .sendsNothing(),
                Situation.of(FAMILY, "logged, then answered 404")
                        .get("/logged/{id}/not-found")
                        .answers(404)
                        .sendsNothing(),
                Situation.of(FAMILY, "logged, then answered 200")
                        .get("/logged/{id}/fine")
                        .sendsOne(IllegalStateException.class),
                Situation.of(FAMILY, "an error line without exception, answered 200")
                        .get("/logged/{id}/message/200")
                        .sendsOne("\"something is wrong\""),
                Situation.of(FAMILY, "an error line without exception, answered 404")
                        .get("/logged/{id}/message/404")
                        .answers(404)
                        .sendsNothing(),
                Situation.of(FAMILY, "an error line without exception, answered 500 without exception")
                        .get("/logged/{id}/message/500")
                        .answers(500)
                        .sendsOne((String) null),
                Situation.of(
                                FAMILY,
                                "captured with Sentry.captureException, logged, then answered 500 without exception")
                        .get("/logged/{id}/known/500")
                        .answers(500)
                        .sendsOne(IllegalStateException.class)
                        .tellsIdInHeader(),
                Situation.of(FAMILY, "thirty error lines, answered 500 without exception")
                        .get("/logged/{id}/thirty/500")
                        .answers(500)
                        .sendsOne("\"something is wrong\"")
                        .tellsIdInHeader(),
                Situation.of(FAMILY, "thirty error lines, answered 404")
                        .get("/logged/{id}/thirty/404")
                        .answers(404)
                        .sendsNothing(),
                Situation.of(FAMILY, "thrown, and logged by the container alone")
                        .get("/logged/{id}/container")
                        .header("Accept", "text/html")
                        .answers(500)
                        .sendsOne(IllegalStateException.class)
                        .unhandled()
                        .tellsIdInHeader(),
                failing("captured with Sentry.captureException, then thrown", "sentry"),
                failing("captured with ErrorTracker, then thrown", "tracker"),
                Situation.of(FAMILY, "captured with ErrorTracker, answered 200")
                        .get("/logged/{id}/tracker/200")
                        .sendsOne(IllegalStateException.class)
                        .handled());
    }

    private static Situation failing(String name, String path) {
        return Situation.of(FAMILY, name)
                .get("/logged/{id}/" + path)
                .answersProblem()
                .sendsOne(IllegalStateException.class);
    }

    static final class Told extends RuntimeException {}

    @RestController
    static class Handlers {

        private static final Logger log = LoggerFactory.getLogger(Handlers.class);

        private final ErrorTracker tracker;

        Handlers(ErrorTracker tracker) {
            this.tracker = tracker;
        }

        private static IllegalStateException failure() {
            return new IllegalStateException("broken", new IOException("why"));
        }

        @GetMapping("/logged/{id}/before")
        String before() {
            RuntimeException failure = failure();
            log.error("cannot go on", failure);
            throw failure;
        }

        @GetMapping("/logged/{id}/wrapped")
        String wrapped() {
            RuntimeException failure = failure();
            log.error("cannot go on", new IllegalArgumentException("around it", failure));
            throw failure;
        }

        @GetMapping("/logged/{id}/cause")
        String cause() {
            RuntimeException failure = failure();
            log.error("cannot go on", failure.getCause());
            throw failure;
        }

        @GetMapping("/logged/{id}/message")
        String message() {
            log.error("cannot go on");
            throw failure();
        }

        @GetMapping("/logged/{id}/twice")
        String twice() {
            RuntimeException failure = failure();
            log.error("cannot go on", failure);
            log.error("really not", failure);
            throw failure;
        }

        @GetMapping({"/logged/{id}/after/500", "/logged/{id}/after/404"})
        String after() {
            throw new Told();
        }

        @ExceptionHandler
        ResponseEntity<String> told(Told told, jakarta.servlet.http.HttpServletRequest request) {
            log.error("told", told);
            return ResponseEntity.status(request.getRequestURI().endsWith("404") ? 404 : 500)
                    .body("told");
        }

        @GetMapping("/logged/{id}/not-found")
        String notFound() {
            log.error("not there", failure());
            throw new ResponseStatusException(org.springframework.http.HttpStatus.NOT_FOUND);
        }

        @GetMapping("/logged/{id}/fine")
        String fine() {
            log.error("went another way", failure());
            return "fine";
        }

        @GetMapping({"/logged/{id}/message/200", "/logged/{id}/message/404", "/logged/{id}/message/500"})
        ResponseEntity<String> messageOnly(jakarta.servlet.http.HttpServletRequest request) {
            log.error("something is wrong");
            String path = request.getRequestURI();
            return ResponseEntity.status(Integer.parseInt(path.substring(path.length() - 3)))
                    .build();
        }

        @GetMapping("/logged/{id}/known/500")
        ResponseEntity<String> known() {
            RuntimeException failure = failure();
            Sentry.captureException(failure);
            log.error("cannot go on", failure);
            return ResponseEntity.status(500).body("sorry");
        }

        @GetMapping({"/logged/{id}/thirty/500", "/logged/{id}/thirty/404"})
        ResponseEntity<String> thirty(jakarta.servlet.http.HttpServletRequest request) {
            for (int i = 0; i < 30; i++) {
                log.error("something is wrong");
            }
            String path = request.getRequestURI();
            return ResponseEntity.status(Integer.parseInt(path.substring(path.length() - 3)))
                    .body("sorry");
        }

        @GetMapping("/logged/{id}/container")
        String container() {
            throw failure();
        }

        @GetMapping("/logged/{id}/sentry")
        String sentry() {
            RuntimeException failure = failure();
            Sentry.captureException(failure);
            throw failure;
        }

        @GetMapping("/logged/{id}/tracker")
        String tracker() {
            RuntimeException failure = failure();
            tracker.captureException(failure, Map.of("order", 7));
            throw failure;
        }

        @GetMapping("/logged/{id}/tracker/200")
        String tracked() {
            tracker.captureException(failure());
            return "fine";
        }
    }
}
