package dev.vigie.login;

import dev.vigie.login.FailedLogins.Counted;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;

/** Counts failed logins where they come together: by principal, by address, and as a storm. */
final class FailureWatch {

    private static final Logger log = LoggerFactory.getLogger(FailureWatch.class);

    private final FailedLogins failed;
    private final FailureStorm storm;
    private final CurrentRequest request;
    private final ApplicationEventPublisher events;

    FailureWatch(FailedLogins failed, FailureStorm storm, CurrentRequest request, ApplicationEventPublisher events) {
        this.failed = failed;
        this.storm = storm;
        this.request = request;
        this.events = events;
    }

    Counted count(@Nullable String username) {
        Counted counted = failed.count(username, request.clientIp());
        counted.news().forEach(this::publish);
        return counted;
    }

    void reason(Counted failure, LoginFailure reason) {
        storm.saw(failure, reason);
    }

    /** A listener of the application that fails must not become the answer to the login. */
    private void publish(LoginBruteForce fact) {
        try {
            events.publishEvent(fact);
        } catch (RuntimeException | StackOverflowError | LinkageError listenersTrouble) {
            log.warn(
                    "A listener of LoginBruteForce failed: {}",
                    listenersTrouble.getClass().getName());
        }
    }
}
