package dev.vigie.sample.crm.demo;

import dev.vigie.errors.ErrorLevel;
import dev.vigie.errors.ErrorTracker;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sends one message and one exception, to see with one's own eyes that they arrive. */
@RestController
class TestSentryController {

    private final ErrorTracker errors;

    TestSentryController(ErrorTracker errors) {
        this.errors = errors;
    }

    @GetMapping("/test-sentry")
    Map<String, String> testSentry() {
        errors.captureMessage("Test message from the CRM", ErrorLevel.INFO);
        errors.captureException(new IllegalStateException("Test exception from the CRM"));
        return Map.of("message", "Check Sentry dashboard!");
    }
}
