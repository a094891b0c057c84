package dev.vigie.login;

import dev.vigie.errors.ErrorTracker;
import dev.vigie.errors.ErrorUser;
import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who a principal is, for events and lines; a mapper that fails costs the person, not the request. */
final class SignedInUser {

    private static final Logger log = LoggerFactory.getLogger(SignedInUser.class);

    private final UserDetailsMapper mapper;
    private final ErrorTracker tracker;

    SignedInUser(UserDetailsMapper mapper, ErrorTracker tracker) {
        this.mapper = mapper;
        this.tracker = tracker;
    }

    static ErrorUser byName(Principal principal) {
        String name = principal.getName();
        return new ErrorUser(name, name, Map.of());
    }

    /** The person, now on the events of this request; null when nobody can say who it is. */
    @Nullable
    ErrorUser tell(Principal principal) {
        try {
            ErrorUser user = mapper.map(principal);
            tracker.setUser(user);
            return user;
        } catch (RuntimeException mappersTrouble) {
            log.warn(
                    "The UserDetailsMapper failed with {}; events go without the user",
                    mappersTrouble.getClass().getName());
            return null;
        }
    }

    void forget() {
        tracker.clearUser();
    }
}
