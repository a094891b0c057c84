package dev.vigie.login;

import dev.vigie.errors.ErrorLevel;
import dev.vigie.errors.ErrorTracker;
import dev.vigie.logging.LogCategories;
import dev.vigie.privacy.Masking;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Where logins leave their marks: breadcrumbs, messages and lines of category security. */
final class LoginTrail {

    private static final Logger log = LoggerFactory.getLogger(LoginTrail.class);
    private static final String CATEGORY = "auth";

    private final ErrorTracker tracker;
    private final Masking masking;

    LoginTrail(ErrorTracker tracker, Masking masking) {
        this.tracker = tracker;
        this.masking = masking;
    }

    void breadcrumb(String message, Map<String, ?> facts) {
        tracker.addBreadcrumb(message, CATEGORY, facts);
    }

    void message(String message, Map<String, ?> facts) {
        tracker.captureMessage(message, ErrorLevel.WARNING, facts);
    }

    /** The record that does not depend on anybody's quota. */
    void line(Level level, String event, Map<String, ?> facts) {
        LoggingEventBuilder line = log.atLevel(level).addMarker(LogCategories.SECURITY);
        for (Map.Entry<String, ?> fact : facts.entrySet()) {
            line = line.addKeyValue(fact.getKey(), masking.value(fact.getKey(), fact.getValue()));
        }
        line.log(event);
    }

    void storm(FailureStorm.Report storm) {
        // As a text: a key such as wrong_password would have its value masked.
        String reasons = storm.reasons().entrySet().stream()
                .map(reason -> reason.getKey().tag() + " " + reason.getValue())
                .collect(Collectors.joining(", "));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("failures", storm.failures());
        facts.put("reasons", reasons);
        facts.put("principals", storm.principals());
        facts.put("addresses", storm.addresses());
        line(Level.WARN, "login_storm", facts);
        message("Login failures: " + storm.failures() + " in " + inWords(storm.window()), facts);
    }

    private static String inWords(Duration window) {
        if (window.toSeconds() % 60 != 0) {
            return window.toSeconds() + " s";
        }
        return window.toMinutes() + " min";
    }
}
