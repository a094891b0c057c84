package dev.vigie.errors.sentry;

import dev.vigie.errors.ErrorLevel;
import dev.vigie.errors.ErrorTracker;
import dev.vigie.errors.ErrorUser;
import dev.vigie.privacy.Masking;
import dev.vigie.privacy.PersonalData;
import io.sentry.Breadcrumb;
import io.sentry.Sentry;
import io.sentry.SentryLevel;
import io.sentry.protocol.User;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells Sentry. Whether there is a Sentry is asked at each call, because an application may start the SDK by hand;
 * while there is none, errors and messages become log lines.
 */
final class SentryErrorTracker implements ErrorTracker {

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
        Map<String, Object> facts = masked(extra);
        return Sentry.isEnabled()
                ? capture.exception(exception, true, facts)
                : withoutSentry.captureException(exception, facts);
    }

    @Override
    public @Nullable String captureMessage(String message, ErrorLevel level) {
        return captureMessage(message, level, Map.of());
    }

    @Override
    public @Nullable String captureMessage(String message, ErrorLevel level, Map<String, ?> extra) {
        Map<String, Object> facts = masked(extra);
        return Sentry.isEnabled()
                ? capture.message(message, SentryLevel.valueOf(level.name()), facts)
                : withoutSentry.captureMessage(message, level, facts);
    }

    @Override
    public void addBreadcrumb(String message, String category, Map<String, ?> data) {
        if (!Sentry.isEnabled()) {
            withoutSentry.addBreadcrumb(message, category, data);
            return;
        }
        Breadcrumb breadcrumb = new Breadcrumb(message);
        breadcrumb.setCategory(category);
        masked(data).forEach(breadcrumb::setData);
        Sentry.addBreadcrumb(breadcrumb);
    }

    @Override
    public void setUser(ErrorUser user) {
        User sentryUser = new User();
        sentryUser.setId(people.id(user.id()));
        sentryUser.setUsername(people.name(user.name()));
        sentryUser.setEmail(people.email(user.email()));
        Map<String, String> data = new LinkedHashMap<>();
        masked(user.attributes()).forEach((key, value) -> data.put(key, String.valueOf(value)));
        data.put(MaskedRequest.TOLD, "");
        sentryUser.setData(data);
        Sentry.setUser(sentryUser);
    }

    @Override
    public void clearUser() {
        Sentry.setUser(null);
    }

    private Map<String, Object> masked(Map<String, ?> facts) {
        Map<String, Object> masked = new LinkedHashMap<>();
        facts.forEach((key, value) -> masked.put(key, text(masking.value(key, value))));
        return masked;
    }

    private static String text(@Nullable Object value) {
        try {
            return String.valueOf(value);
        } catch (RuntimeException | StackOverflowError itsOwnTrouble) {
            return "(no text)";
        }
    }
}
