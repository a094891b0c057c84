package dev.vigie.login;

import dev.vigie.errors.ErrorLevel;
import dev.vigie.errors.ErrorTracker;
import dev.vigie.errors.ErrorUser;
import dev.vigie.logging.LogCategories;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a login, a failed one and a logout leave: a breadcrumb, a line of category security, a count. */
final class LoginSignals {

    private static final Logger log = LoggerFactory.getLogger(LoginSignals.class);
    private static final String CATEGORY = "auth";
    private static final int LONGEST_NAME = 100;

    private final SignedInUser users;
    private final ErrorTracker tracker;
    private final LoginCounts counts;

    LoginSignals(SignedInUser users, ErrorTracker tracker, LoginCounts counts) {
        this.users = users;
        this.tracker = tracker;
        this.counts = counts;
    }

    void succeeded(Principal principal) {
        counts.countSuccess();
        Map<String, Object> facts = factsOf(users.tell(principal));
        tracker.addBreadcrumb("Login succeeded", CATEGORY, facts);
        log.atInfo()
                .addMarker(LogCategories.SECURITY)
                .addKeyValue("user", facts)
                .log("login_succeeded");
    }

    /** The message goes to the error tracker as it is the way a person learns of it; the line is for the record. */
    void failed(String username, LoginFailure reason) {
        counts.countFailure(reason);
        Map<String, Object> facts = Map.of("username", bounded(username), "reason", reason.tag());
        tracker.addBreadcrumb("Login failed", CATEGORY, facts);
        tracker.captureMessage("Login failed - " + reason.words(), ErrorLevel.WARNING);
        log.atWarn()
                .addMarker(LogCategories.SECURITY)
                .addKeyValue("username", bounded(username))
                .addKeyValue("reason", reason.tag())
                .log("login_failed");
    }

    void loggedOut(Principal principal) {
        Map<String, Object> facts = factsOf(users.tell(principal));
        tracker.addBreadcrumb("Logout", CATEGORY, facts);
        log.atInfo()
                .addMarker(LogCategories.SECURITY)
                .addKeyValue("user", facts)
                .log("logout");
        users.forget();
    }

    private static Map<String, Object> factsOf(@Nullable ErrorUser user) {
        Map<String, Object> facts = new LinkedHashMap<>();
        if (user != null) {
            facts.putAll(user.attributes());
            facts.put("id", String.valueOf(user.id()));
        }
        return facts;
    }

    private static String bounded(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
    }
}
