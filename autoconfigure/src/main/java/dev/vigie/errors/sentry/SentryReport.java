package dev.vigie.errors.sentry;

import dev.vigie.feature.FeatureReport;
import io.sentry.Sentry;
import org.jspecify.annotations.Nullable;

/** Whether errors reach Sentry, for the start-up lines. */
final class SentryReport implements FeatureReport {

    private final SentryOptionsCheck check;

    SentryReport(SentryOptionsCheck check) {
        this.check = check;
    }

    @Override
    public String feature() {
        return "errors";
    }

    @Override
    public String detail() {
        return Sentry.isEnabled() ? "sentry" : "log only";
    }

    @Override
    public String headline() {
        if (Sentry.isEnabled()) {
            String environment = Sentry.getCurrentScopes().getOptions().getEnvironment();
            return "Sentry initialised (environment: " + environment + ")";
        }
        @Nullable String problem = check.dsnProblem();
        if (problem != null) {
            return "Sentry not configured (SENTRY_DSN not usable: " + problem + ")";
        }
        return check.isSwitchedOff()
                ? "Sentry switched off (sentry.enabled=false)"
                : "Sentry not configured (SENTRY_DSN missing)";
    }
}
