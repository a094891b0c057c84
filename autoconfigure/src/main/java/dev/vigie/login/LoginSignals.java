package dev.vigie.login;

import dev.vigie.errors.ErrorUser;
import dev.vigie.login.FailedLogins.Counted;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** What a login, a failed one and a logout leave: a breadcrumb, a line of category security, a count. */
final class LoginSignals {

    private final SignedInUser users;
    private final LoginFacts facts;
    private final LoginTrail trail;
    private final LoginCounts counts;
    private final FailureWatch watch;

    LoginSignals(SignedInUser users, LoginFacts facts, LoginTrail trail, LoginCounts counts, FailureWatch watch) {
        this.users = users;
        this.facts = facts;
        this.trail = trail;
        this.counts = counts;
        this.watch = watch;
    }

    /** At INFO: an attempt that nothing follows is what one looks for when logins hang. */
    void attempted(@Nullable String username) {
        Map<String, Object> attempt = facts.ofAttempt(username);
        trail.breadcrumb("Login attempt", attempt);
        trail.line(Level.INFO, "login_attempted", attempt);
    }

    /**
     * A login.
     *
     * @param user null when nobody can say who it is
     * @param inRequest whether there is a request whose rest is about that person
     */
    void succeeded(@Nullable ErrorUser user, boolean inRequest) {
        counts.countSuccess();
        if (user != null && inRequest) {
            users.tell(user);
        }
        Map<String, Object> person = facts.ofUser(user);
        trail.breadcrumb("Login succeeded", person);
        trail.line(Level.INFO, "login_succeeded", Map.of("user", person));
    }

    /**
     * Each failure is counted and has its line; the message that tells a person of it is left out in a storm.
     *
     * @param whenAlone says the reason, and may take its time
     * @param inStorm the reason as far as it is known without asking anybody
     */
    void failed(@Nullable String username, Supplier<LoginFailure> whenAlone, LoginFailure inStorm) {
        Counted counted = watch.count(username);
        LoginFailure reason = counted.storm() ? inStorm : whenAlone.get();
        counts.countFailure(reason);
        watch.reason(counted, reason);
        Map<String, Object> failure = facts.ofFailure(username, reason);
        trail.breadcrumb("Login failed", failure);
        if (!counted.storm()) {
            trail.message("Login failed - " + reason.words(), failure);
        }
        trail.line(Level.WARN, "login_failed", failure);
    }

    void loggedOut(@Nullable ErrorUser user) {
        Map<String, Object> person = facts.ofUser(user);
        trail.breadcrumb("Logout", person);
        trail.line(Level.INFO, "logout", Map.of("user", person));
        users.forget();
    }
}
