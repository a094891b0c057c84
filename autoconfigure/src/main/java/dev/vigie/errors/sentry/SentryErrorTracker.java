package dev.vigie.errors.sentry;

import dev.vigie.errors.ErrorLevel;
import dev.vigie.errors.ErrorTracker;
import dev.vigie.errors.ErrorUser;
import dev.vigie.privacy.Masking;
import dev.vigie.privacy.PersonalData;
import io.sentry.Breadcrumb;
import io.sentry.IScopes;
import io.sentry.Sentry;
import io.sentry.SentryLevel;
import io.sentry.protocol.User;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Sentry. Whether there is a Sentry is asked at each call, because an application may start the SDK by hand;
 * while there is none, errors and messages become log lines.
 */
final class SentryErrorTracker implements ErrorTracker {

    private static final Logger log = LoggerFactory.getLogger(SentryErrorTracker.class);

    private final SentryCapture capture;
    private final Masking masking;
    private final PersonalData people;
    private final ErrorTracker withoutSentry;

    SentryErrorTracker(SentryCapture capture, Masking masking, PersonalData people, ErrorTracker withoutSentry) {
        this.capture = capture;
        this.masking = masking;
        this.people = people;
        this.withoutSentry = withoutSentry;
    }

    @Override
    public @Nullable String captureException(Throwable exception, Map<String, ?> extra) {
        return guarded(() -> {
            Map<String, Object> facts = masked(extra);
            return Sentry.isEnabled()
                    ? capture.exception(exception, true, facts)
                    : withoutSentry.captureException(exception, facts);
        });
    }

    @Override
    public @Nullable String captureMessage(String message, ErrorLevel level) {
        return captureMessage(message, level, Map.of());
    }

    @Override
    public @Nullable String captureMessage(String message, ErrorLevel level, Map<String, ?> extra) {
        return guarded(() -> {
            Map<String, Object> facts = masked(extra);
            return Sentry.isEnabled()
                    ? capture.message(message, SentryLevel.valueOf(level.name()), facts)
                    : withoutSentry.captureMessage(message, level, facts);
        });
    }

    @Override
    public void addBreadcrumb(String message, String category, Map<String, ?> data) {
        guarded(() -> {
            if (!Sentry.isEnabled()) {
                withoutSentry.addBreadcrumb(message, category, data);
                return null;
            }
            Breadcrumb breadcrumb = new Breadcrumb(message);
            breadcrumb.setCategory(category);
            masked(data).forEach(breadcrumb::setData);
            Sentry.addBreadcrumb(breadcrumb);
            return null;
        });
    }

    @Override
    public void setUser(ErrorUser user) {
        guarded(() -> {
            // The user of most requests nobody will be told of.
            if (LazyScopes.areWanted() && !SentryRequestScope.later(scopes -> write(user, scopes))) {
                write(user, Sentry.getCurrentScopes());
            }
            return null;
        });
    }

    private void write(ErrorUser user, IScopes scopes) {
        guarded(() -> {
            scopes.setUser(told(user));
            return null;
        });
    }

    private User told(ErrorUser user) {
        User sentryUser = new User();
        sentryUser.setId(people.id(user.id()));
        sentryUser.setUsername(people.name(user.name()));
        sentryUser.setEmail(people.email(user.email()));
        Map<String, String> data = new LinkedHashMap<>();
        masked(user.attributes()).forEach((key, value) -> data.put(key, String.valueOf(value)));
        data.put(MaskedRequest.TOLD, "");
        sentryUser.setData(data);
        return sentryUser;
    }

    @Override
    public void clearUser() {
        guarded(() -> {
            Sentry.setUser(null);
            return null;
        });
    }

    /**
     * What the application gives may do anything when it is looked at; that must not become the application's error.
     */
    private static @Nullable String guarded(Supplier<@Nullable String> call) {
        try {
            return call.get();
        } catch (RuntimeException | StackOverflowError | LinkageError trouble) {
            log.debug("Sentry could not be told", trouble);
            return null;
        }
    }

    /** What cannot be looked at costs itself, not the event. */
    private Map<String, Object> masked(Map<String, ?> facts) {
        Map<String, Object> masked = new LinkedHashMap<>();
        try {
            facts.forEach((key, value) -> masked.put(key, String.valueOf(masking.value(key, value))));
        } catch (RuntimeException | StackOverflowError | LinkageError itsOwnTrouble) {
            masked.put("facts", Masking.NOT_SHOWN);
        }
        return masked;
    }
}
