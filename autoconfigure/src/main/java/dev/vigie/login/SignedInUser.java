package dev.vigie.login;

import dev.vigie.errors.ErrorTracker;
import dev.vigie.errors.ErrorUser;
import dev.vigie.logging.LogFields;
import dev.vigie.privacy.PersonalData;
import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Puts a person on the events and lines of this thread; one who cannot be read costs the person, not the request. */
final class SignedInUser {

    private static final Logger log = LoggerFactory.getLogger(SignedInUser.class);
    private static final int LONGEST_ID = 200;

    private final UserDetailsMapper mapper;
    private final ErrorTracker tracker;
    private final PersonalData personal;
    private final ActivePeople active;
    private final OncePerWindow warnings;

    SignedInUser(
            UserDetailsMapper mapper,
            ErrorTracker tracker,
            PersonalData personal,
            ActivePeople active,
            OncePerWindow warnings) {
        this.mapper = mapper;
        this.tracker = tracker;
        this.personal = personal;
        this.active = active;
        this.warnings = warnings;
    }

    static ErrorUser byName(Principal principal) {
        String name = principal.getName();
        return new ErrorUser(name, name, Map.of());
    }

    /** The person, or null when nobody can or wants to say who it is. */
    @Nullable
    ErrorUser read(Principal principal) {
        try {
            return mapper.map(principal);
        } catch (RuntimeException | StackOverflowError | LinkageError trouble) {
            warn("The signed-in user could not be read", trouble);
            return null;
        }
    }

    /** From here on the events and lines of this thread are about that person. */
    void tell(ErrorUser user) {
        try {
            tracker.setUser(user);
            active.saw(user);
            putLogField(user);
        } catch (RuntimeException | StackOverflowError | LinkageError trouble) {
            warn("The signed-in user could not be told", trouble);
        }
    }

    void putLogField(ErrorUser user) {
        String id = personal.id(user.id());
        if (id != null) {
            MDC.put(LogFields.USER_ID, id.length() > LONGEST_ID ? id.substring(0, LONGEST_ID) : id);
        }
    }

    /** From here on they are about nobody. */
    void forget() {
        MDC.remove(LogFields.USER_ID);
        try {
            tracker.clearUser();
        } catch (RuntimeException | StackOverflowError | LinkageError trouble) {
            warn("The signed-in user could not be forgotten", trouble);
        }
    }

    /** It may happen in each request, so it is not told each time. */
    void warn(String what, Throwable trouble) {
        if (warnings.now()) {
            log.warn(
                    "{}: {}; events and lines go without the user. This is told once per vigie.login.window",
                    what,
                    trouble.getClass().getName());
        }
    }
}
