package dev.vigie.sample.crm.demo;

import dev.vigie.errors.ErrorLevel;
import dev.vigie.errors.ErrorTracker;
import dev.vigie.errors.ErrorUser;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** TO BE DELETED as soon as the starter brings its own {@link ErrorTracker}; only log lines. */
@Component
class MissingErrorTracker implements ErrorTracker {

    private static final Logger log = LoggerFactory.getLogger(MissingErrorTracker.class);

    @Override
    public @Nullable String captureException(Throwable exception, Map<String, ?> extra) {
        log.error("captured", exception);
        return null;
    }

    @Override
    public @Nullable String captureMessage(String message, ErrorLevel level) {
        log.info("{}: {}", level, message);
        return null;
    }

    @Override
    public void addBreadcrumb(String message, String category, Map<String, ?> data) {}

    @Override
    public void setUser(ErrorUser user) {}

    @Override
    public void clearUser() {}
}
